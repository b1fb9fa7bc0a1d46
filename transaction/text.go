package transaction

import "strings"

// FilesText is the name under which MapTexts shows the file names of an event:
// as one text, a line per file.
const FilesText = "files"

// MapTexts gives back the event with every text in it replaced by what f makes of
// it: words are hidden, scanned or searched in one place. The name tells apart
// several texts of one event. File names come as one text called FilesText; a name
// that f leaves no line for becomes empty. The event that is passed in is not changed.
func MapTexts(e Event, f func(name string, t Text) Text) Event {
	switch e := e.(type) {
	case Purchased:
		e.Notes = f("notes", e.Notes)
		e.Metadata = f("metadata", e.Metadata)
		return e
	case MessagePosted:
		e.Text = f("text", e.Text)
		e.Files = mapFiles(e.Files, f)
		return e
	case FinalDelivered:
		e.Text = f("text", e.Text)
		e.Files = mapFiles(e.Files, f)
		return e
	case ScheduleSet:
		e.Titles = f("titles", e.Titles)
		e.Reason = f("reason", e.Reason)
		return e
	case DeliveryDeclined:
		e.Text = f("text", e.Text)
		return e
	case CancelRequested:
		e.Text = f("text", e.Text)
		return e
	case CancelRefused:
		e.Text = f("text", e.Text)
		return e
	case CancelAgreed:
		e.Text = f("text", e.Text)
		return e
	case TransactionCancelled:
		e.Text = f("text", e.Text)
		return e
	case ReviewSent:
		e.Comment = f("comment", e.Comment)
		return e
	case ReviewReplied:
		e.Text = f("text", e.Text)
		return e
	case Annotated:
		e.Metadata = f("metadata", e.Metadata)
		return e
	}
	return mapReason(e, f)
}

// mapReason is MapTexts for what operators do: they always say why (T3.15).
func mapReason(e Event, f func(name string, t Text) Text) Event {
	switch e := e.(type) {
	case PurchaseLapsed:
		e.Reason = f("reason", e.Reason)
		return e
	case TalkroomClosed:
		e.Reason = f("reason", e.Reason)
		return e
	case Held:
		e.Reason = f("reason", e.Reason)
		return e
	case Released:
		e.Reason = f("reason", e.Reason)
		return e
	case DeadlineExtended:
		e.Reason = f("reason", e.Reason)
		return e
	case PartRefunded:
		e.Reason = f("reason", e.Reason)
		return e
	case EarningsRefunded:
		e.Reason = f("reason", e.Reason)
		return e
	case TextShown:
		e.Reason = f("reason", e.Reason)
		return e
	case TextWithheld:
		e.Reason = f("reason", e.Reason)
		return e
	}
	return e
}

func mapFiles(files []File, f func(name string, t Text) Text) []File {
	if len(files) == 0 {
		return files
	}
	t := f(FilesText, Text{Body: fileNames(files)})
	mapped := make([]File, len(files))
	left, name := t.Body, ""
	for i := range files {
		name, left, _ = strings.Cut(left, "\n")
		mapped[i] = files[i]
		mapped[i].Name = name
	}
	return mapped
}

// fileNames are the names of files, one a line.
func fileNames(files []File) string {
	names := make([]string, len(files))
	for i := range files {
		names[i] = files[i].Name
	}
	return strings.Join(names, "\n")
}
