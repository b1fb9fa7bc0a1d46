package fake

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// journal is a file with one JSON line per change.
type journal struct {
	file *os.File
	size int64 // where the last whole line ends
	err  error // it can no longer be trusted
}

// openJournal reads what is there, and cuts off a last line that was not written to
// its end.
func openJournal(path string, apply func(*change)) (*journal, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	j := &journal{file: file}
	if err := errors.Join(j.replay(apply), j.file.Truncate(j.size), syncFolder(filepath.Dir(path))); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return j, nil
}

func (j *journal) replay(apply func(*change)) error {
	r := bufio.NewReader(j.file)
	for line := 1; ; line++ {
		data, err := r.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			return nil // without its end it was never answered
		}
		if err != nil {
			return err
		}
		var c change
		if err := json.Unmarshal(bytes.TrimSuffix(data, []byte("\n")), &c); err != nil {
			return fmt.Errorf("line %d: %w", line, err)
		}
		apply(&c)
		j.size += int64(len(data))
	}
}

func syncFolder(path string) error {
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}

// append writes a change and waits for the disk. What fails leaves no trace.
func (j *journal) append(c *change) error {
	if j.err != nil {
		return j.err
	}
	data, err := json.Marshal(c)
	if err != nil {
		return err
	}
	data = append(data, '\n')
	_, err = j.file.WriteAt(data, j.size)
	if err == nil {
		err = j.file.Sync()
	}
	if err != nil {
		j.err = j.file.Truncate(j.size)
		return err
	}
	j.size += int64(len(data))
	return nil
}

func (j *journal) close() error {
	if j.err == nil {
		j.err = os.ErrClosed
	}
	return j.file.Close()
}
