#!/usr/bin/env bash
# Makes every sample of this folder. It needs the programs of README.md, and
# writes into the folder given.
set -euo pipefail
out=$(realpath "$1"); work=$(mktemp -d); cd "$work"
printf '見積書\n\n株式会社とりきめ 御中\nロゴ制作一式 30,000円\n' >quote.txt
printf '品目,数量,単価\nロゴ制作,1,30000\n名刺,100,20\n' >sheet.csv
cat >slides.fodp <<'X'
<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.presentation"><office:body><office:presentation><draw:page draw:name="p1"><draw:frame svg:width="20cm" svg:height="3cm" svg:x="2cm" svg:y="2cm"><draw:text-box><text:p>ご提案</text:p></draw:text-box></draw:frame></draw:page></office:presentation></office:body></office:document>
X
lo() { soffice -env:UserInstallation=file://$work/lo --headless --convert-to "$1" --outdir "$work" "$2" >/dev/null 2>&1; }
lo docx quote.txt; lo doc quote.txt; lo pdf quote.txt
lo 'xlsx:Calc MS Excel 2007 XML' sheet.csv; lo 'xls:MS Excel 97' sheet.csv
lo pptx slides.fodp; lo ppt slides.fodp
cp quote.docx "$out/word.docx"; cp quote.doc "$out/word.doc"; cp quote.pdf "$out/writer.pdf"
cp sheet.xlsx "$out/excel.xlsx"; cp sheet.xls "$out/excel.xls"; cp slides.pptx "$out/powerpoint.pptx"; cp slides.ppt "$out/powerpoint.ppt"
# Under a password ("secret").
soffice -env:UserInstallation=file://$work/lo --headless --norestore --accept='socket,host=127.0.0.1,port=20020;urp' >/dev/null 2>&1 & office=$!
/usr/bin/python3 - "$work" "$out" <<'X'
import sys, time, uno
from com.sun.star.beans import NamedValue, PropertyValue
work, out = sys.argv[1:]
def p(n, v): return PropertyValue(n, 0, v, 0)
local = uno.getComponentContext()
resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
for _ in range(60):
    try:
        ctx = resolver.resolve("uno:socket,host=127.0.0.1,port=20020;urp;StarOffice.ComponentContext"); break
    except Exception: time.sleep(1)
key = uno.Any("[]com.sun.star.beans.NamedValue", (NamedValue("OOXPassword", "secret"), NamedValue("CryptoType", "Standard")))
desktop = ctx.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", ctx)
for src, dst, flt in [("quote.docx", "locked.docx", "MS Word 2007 XML"), ("quote.docx", "locked.doc", "MS Word 97"),
                      ("sheet.xlsx", "locked.xlsx", "Calc MS Excel 2007 XML"), ("sheet.xlsx", "locked.xls", "MS Excel 97")]:
    doc = desktop.loadComponentFromURL("file://%s/%s" % (work, src), "_blank", 0, (p("Hidden", True),))
    doc.storeToURL("file://%s/%s" % (out, dst), (p("FilterName", flt), p("EncryptionData", key) if flt.endswith("XML") else p("Password", "secret")))
    doc.close(True)
try: desktop.terminate()
except Exception: pass
X
timeout 20 tail --pid=$office -f /dev/null || kill $office
# Pictures.
convert -size 64x48 gradient:red-blue -quality 80 "$out/picture.jpg"
convert -size 64x48 plasma:red-blue -seed 1 -interlace Plane -quality 70 "$out/progressive.jpeg"
convert -size 32x32 gradient:cyan-white -colorspace CMYK -quality 70 "$out/cmyk.jpg"
convert -size 64x48 gradient:red-none "$out/alpha.png"
convert -size 64x48 gradient:red-blue -colors 16 -define png:color-type=3 -interlace PNG "$out/palette.png"
convert -size 32x32 gradient:red-blue -colors 16 "$out/still.gif"
convert -delay 20 -size 32x32 xc:red xc:green xc:blue -loop 0 "$out/animated.gif"
convert -size 32x32 gradient:red-blue "$out/version5.bmp"
convert -size 32x32 gradient:red-blue BMP3:"$out/version3.bmp"
convert -size 32x32 gradient:red-blue -colors 4 -compress RLE BMP3:"$out/rle.bmp"
convert -size 32x32 gradient:red-blue "$out/flat.psd"
convert -size 32x32 gradient:red-blue -compress RLE "$out/packed.psd"
convert -size 32x32 xc:white \( xc:red -resize 16x16 \) "$out/layers.psd"
# PostScript and PDF.
cat >page.ps <<'X'
%!PS-Adobe-3.0
%%BoundingBox: 0 0 100 100
%%EndComments
newpath 50 50 40 0 360 arc 0.8 0.2 0.2 setrgbcolor fill
showpage
%%EOF
X
gs -q -dNOPAUSE -dBATCH -dDEVICEWIDTHPOINTS=100 -dDEVICEHEIGHTPOINTS=100 -sDEVICE=pdfwrite -sOutputFile="$out/ghostscript.pdf" page.ps
gs -q -dNOPAUSE -dBATCH -sDEVICE=pdfwrite -sOwnerPassword=o -sUserPassword=secret -sOutputFile="$out/locked.pdf" page.ps
gs -q -dNOPAUSE -dBATCH -sDEVICE=pdfwrite -dFastWebView=true -sOutputFile="$out/linear.pdf" page.ps >/dev/null
gs -q -dNOPAUSE -dBATCH -dDEVICEWIDTHPOINTS=100 -dDEVICEHEIGHTPOINTS=100 -sDEVICE=pdfwrite -sOutputFile="$out/mark.ai" page.ps -c '[ /Creator (Adobe Illustrator 27.0 \(Windows\)) /Title (mark) /DOCINFO pdfmark'
pdftocairo -eps "$out/ghostscript.pdf" "$out/cairo.eps"
epstool --quiet --add-tiff6p-preview --device bmpgray "$out/cairo.eps" "$out/preview.eps"
sed -e 's/^%!PS-Adobe-3.0/&\n%%Creator: Adobe Illustrator(R) 8.0\n%%AI8_CreatorVersion: 8/' page.ps >"$out/old.ai"
# Sound and film.
av() { ffmpeg -y -loglevel error "$@"; }
tone='sine=frequency=440:duration=0.4'; film='testsrc=size=64x48:rate=25:duration=0.4'
av -f lavfi -i "$tone" -b:a 32k -metadata title=試聴 "$out/tagged.mp3"
av -f lavfi -i "$tone" -b:a 32k -ar 22050 -id3v2_version 0 -write_xing 0 "$out/bare.mp3"
av -f lavfi -i "$tone" -q:a 9 "$out/variable.mp3"
av -f lavfi -i "$tone" -ar 8000 "$out/pcm.wav"
av -f lavfi -i "$tone" -ar 8000 -c:a pcm_f32le "$out/float.wav"
av -f lavfi -i "$tone" -ar 8000 -rf64 always "$out/rf64.wav"
ffmpeg -loglevel error -f lavfi -i "$tone" -ar 8000 -f wav - | cat >"$out/piped.wav"
sox -B "$out/pcm.wav" "$out/bigendian.wav"
av -f lavfi -i "$film" -f lavfi -i "$tone" -c:v libx264 -pix_fmt yuv420p -c:a aac -b:a 32k "$out/film.mp4"
av -f lavfi -i "$film" -c:v libx264 -pix_fmt yuv420p -movflags +faststart "$out/faststart.mp4"
av -f lavfi -i "$film" -c:v libx264 -pix_fmt yuv420p -movflags frag_keyframe+empty_moov+default_base_moof "$out/fragments.mp4"
av -f lavfi -i "$film" -c:v mpeg4 "$out/film.mov"
av -f lavfi -i "$film" -f lavfi -i "$tone" -c:v mpeg1video -b:v 100k -c:a mp2 -ac 1 -b:a 32k -ar 44100 -f mpeg "$out/system1.mpg"
av -f lavfi -i "$film" -f lavfi -i "$tone" -c:v mpeg2video -b:v 100k -c:a mp2 -ac 1 -b:a 32k -ar 44100 -f vob "$out/system2.mpg"
av -f lavfi -i "$film" -c:v mpeg1video -b:v 100k -f mpeg1video "$out/video1.mpeg"
av -f lavfi -i "$film" -c:v mpeg2video -b:v 100k -f mpeg2video "$out/video2.mpeg"
av -f lavfi -i "$film" -c:v mpeg2video -b:v 100k -f mpegts "$out/transport.mpg"
# Texts.
cp quote.txt "$out/utf8.txt"; printf '\xef\xbb\xbf' | cat - quote.txt >"$out/utf8mark.txt"
(printf '\xff\xfe'; iconv -t UTF-16LE quote.txt) >"$out/utf16le.txt"
(printf '\xfe\xff'; iconv -t UTF-16BE quote.txt) >"$out/utf16be.txt"
iconv -t CP932 quote.txt >"$out/sjis.txt"; iconv -t EUC-JP quote.txt >"$out/eucjp.txt"; iconv -t ISO-2022-JP quote.txt >"$out/iso2022jp.txt"
# Archives.
mkdir -p 納品; cp quote.txt 納品/; cp "$out/picture.jpg" 納品/
zip -q -r "$out/infozip.zip" 納品
zip -q -r -0 "$out/stored.zip" 納品
zip -q -r - 納品 | cat >"$out/piped.zip"
zip -q -r -P secret "$out/locked.zip" 納品
7z a -tzip -bd -psecret -mem=AES256 "$out/aes.zip" 納品 >/dev/null
7z a -tzip -bd "$out/7z.zip" 納品 >/dev/null
bsdtar -a -cf "$out/bsdtar.zip" 納品
zip -q "$out/nested.zip" "$out/infozip.zip" -j; zip -q -0 -j "$out/nestedstored.zip" "$out/piped.zip"
python3 - "$out" <<'X'
import sys, zipfile
out = sys.argv[1]
class Sjis(zipfile.ZipInfo):
    def _encodeFilenameFlags(self): return self.filename.encode("cp932"), self.flag_bits
with zipfile.ZipFile(out + "/sjis.zip", "w", zipfile.ZIP_DEFLATED) as z:
    for name in ["表示/見積書.txt", "ソース.txt"]: z.writestr(Sjis(name, (2026, 4, 1, 9, 0, 0)), "本文\n" * 20)
with zipfile.ZipFile(out + "/zip64.zip", "w", zipfile.ZIP_DEFLATED) as z:
    with z.open(zipfile.ZipInfo("a.txt", (2026, 4, 1, 9, 0, 0)), "w", force_zip64=True) as f: f.write("本文\n".encode() * 20)
X
rm -rf "$work"
