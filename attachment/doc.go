// Package attachment judges the files of one message: how many (T7.1), how large
// (T7.2), of which kind by content and by name together (T7.3), whether an
// archive is safe (T7.4) and under which names they are kept (T7.5). It is all
// or nothing, and a refusal lists every bad file (T7.6).
//
// It reads through io.ReaderAt and keeps nothing: a server writes an upload to
// its final place first and hands the open file in. No file is ever in memory as
// a whole, whatever its size.
//
// # What a kind is
//
// Each format is walked by its own structure, as far as it has one: a file that
// is cut off, that lies about its lengths, that has more than 400,000,000 pixels,
// or that is of two kinds at once is refused. Formats without an end of their own
// (texts, MP3, MPEG streams, PostScript as a text) may end anywhere.
//
//   - doc, xls and ppt are told apart by the streams of their compound file; one
//     under a password is marked. Macros are accepted in them, where they have no
//     extension of their own, and refused in docx, xlsx and pptx, where they have.
//   - docx, xlsx and pptx are told apart by their main part, and are as safe as any
//     archive. Under a password they are one format: accepted under each of the
//     three names, and marked.
//   - mpg and mpeg are program streams, video streams and transport streams; wav is
//     RIFF, RIFX and RF64; eps is a text or DOS's wrapper; ai is PDF or PostScript
//     with Illustrator's mark; mp4 and mov are told apart by their brands.
//   - txt is UTF-8, UTF-16 with a mark, Shift_JIS or EUC-JP.
//   - zip may hold anything, programs too: what T7.4 wants is that it can be
//     unpacked safely. An encrypted one is accepted and marked.
//
// A program is refused under every name, and so is every name under which a desk
// would run a file. A script counts if it says that it is one (#!, @echo off);
// any other code in a .txt is a text, for nothing runs it under that name.
//
// It is not a scanner for viruses: a sound document may still do harm in a
// program that has a fault.
package attachment
