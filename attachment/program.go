package attachment

import (
	"bytes"
	"slices"
)

// executable names the program that a content is, whatever its name; "" if none.
// A script counts if it says itself that it is to be run: by #! or as a batch
// file. Other code in a text is a text, for it runs under no name of T7.3.
func executable(c *content) string {
	for _, p := range []struct{ magic, what string }{
		{"\x7fELF", "ELF"},
		{"\xfe\xed\xfa\xce", "Mach-O"}, {"\xfe\xed\xfa\xcf", "Mach-O"},
		{"\xce\xfa\xed\xfe", "Mach-O"}, {"\xcf\xfa\xed\xfe", "Mach-O"},
		{"\xca\xfe\xba\xbe", "Mach-O / Java class"}, {"\xca\xfe\xba\xbf", "Mach-O"},
		{"L\x00\x00\x00\x01\x14\x02\x00", "LNK"},
		{"\x00asm", "WebAssembly"}, {"dex\n0", "DEX"},
	} {
		if c.hasPrefix(p.magic) {
			return p.what
		}
	}
	if isDOS(c) {
		return "EXE"
	}
	return script(c.head)
}

// isDOS: "MZ" alone may begin a text, so there must be a header behind it too.
func isDOS(c *content) bool {
	if !c.hasPrefix("MZ") && !c.hasPrefix("ZM") {
		return false
	}
	if bytes.IndexByte(c.head[:min(len(c.head), 64)], 0) >= 0 {
		return true
	}
	at := c.bytesAt(int64(c.le32(0x3c)), 4)
	return bytes.Equal(at, []byte("PE\x00\x00"))
}

// script names the script that a text begins; UTF-16 is read like UTF-8.
func script(head []byte) string {
	b := head[:min(len(head), 256)]
	if bytes.HasPrefix(b, []byte("\xff\xfe")) || bytes.HasPrefix(b, []byte("\xfe\xff")) {
		b = bytes.ReplaceAll(b[2:], []byte{0}, nil)
	}
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	if bytes.HasPrefix(b, []byte("#!")) {
		return "#!"
	}
	b = bytes.TrimLeft(b, " \t\r\n")
	if len(b) >= 9 && bytes.EqualFold(b[:9], []byte("@echo off")) {
		return "BAT"
	}
	return ""
}

// programs are the extensions under which a desk runs a file, so that a refusal
// can say more than that the kind is unknown.
var programs = []string{
	"exe", "scr", "com", "pif", "bat", "cmd", "cpl", "dll", "sys", "msi", "msp", "mst", "lnk", "url", "reg", "scf", "inf",
	"js", "jse", "vbs", "vbe", "wsf", "wsh", "hta", "ps1", "psm1", "gadget", "chm", "msc", "application", "appx", "msix",
	"jar", "class", "apk", "ipa", "app", "command", "workflow", "dmg", "pkg", "sh", "bash", "run", "bin", "elf", "deb", "rpm",
	"desktop", "py", "pl", "rb", "php",
}

func isProgramName(ext string) bool { return slices.Contains(programs, ext) }
