// Package attachment judges the files of one message: how many (T7.1), how large
// (T7.2), of which kind by content and by name together (T7.3), whether an
// archive is safe (T7.4) and under which names they are kept (T7.5). It is all
// or nothing, and a refusal lists every bad file (T7.6).
//
// It reads through io.ReaderAt and keeps nothing: a server writes an upload to
// its final place first and hands the open file in.
package attachment
