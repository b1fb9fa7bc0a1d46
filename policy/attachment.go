package policy

// Attachment is rule section 7: what may be attached to one message.
type Attachment struct {
	// MaxFiles is the most files in one message (T7.1).
	MaxFiles int `json:"max_files"`
	// TalkroomBytes and MessageBytes bound the sum of the files of one message,
	// in a talkroom and outside; the limit itself is allowed (T7.2).
	TalkroomBytes int64 `json:"talkroom_bytes"`
	MessageBytes  int64 `json:"message_bytes"`
	// Kinds are the kinds allowed, such as "pdf" or "jpeg" (T7.3).
	Kinds []string `json:"kinds"`
	// NameMax is the longest file name after cleaning, in bytes of UTF-8 (T7.5).
	NameMax int `json:"name_max"`
	// Zip bounds archives (T7.4).
	Zip ZipLimits `json:"zip"`
}

// ZipLimits bound what an archive may claim and hold (T7.4).
type ZipLimits struct {
	// Entries is the most entries, those of nested archives included.
	Entries int `json:"entries"`
	// Bytes is the most bytes that all entries unpack to together.
	Bytes int64 `json:"bytes"`
	// Ratio is the most bytes that one packed byte may unpack to.
	Ratio int `json:"ratio"`
	// Depth is how deep archives may be nested; 1: no archive in an archive.
	Depth int `json:"depth"`
}

// fileKinds are the kinds that can be told apart (T7.3).
var fileKinds = []string{
	"excel", "word", "pdf", "powerpoint", "txt",
	"jpeg", "png", "gif", "bmp",
	"mpeg", "mp4", "mov",
	"mp3", "wav",
	"ai", "psd", "eps",
	"zip",
}
