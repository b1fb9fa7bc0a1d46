package contact

// callWords are about sessions by a meeting service.
var callWords = []entry{
	{isScreen, "画面共有|画面を共有|画面の共有|画面シェア|画面をシェア|画面見せ|画面を見せ|画面見ながら|画面を見ながら|画面を一緒に|画面越し|画面ごし|画面を映し|画面映し"},
	{isScreen, "share my screen|share your screen|share screens|screen share|screen sharing|sharing my screen|sharing screens|share a screen"},
}
