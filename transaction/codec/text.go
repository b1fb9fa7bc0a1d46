package codec

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/torikime/torikime/transaction"
)

// text is what somebody wrote: Data has its digest, a body the words.
func (c *coder) text(name string, t *transaction.Text) {
	if c.reading {
		t.Digest, _ = c.word(name)
		t.Body = c.words(name, t.Digest)
		return
	}
	if t.Body == "" {
		c.string(name, &t.Digest) // erased words keep their digest
		return
	}
	c.plain(name, c.putWords(name, t.Body))
}

// files are written without their names, which are words too.
func (c *coder) files(v *[]transaction.File) {
	optional(c, transaction.FilesText, v, len(*v) > 0)
	const digests = "file_names"
	if c.reading {
		digest, _ := c.word(digests)
		left, name := c.words(transaction.FilesText, digest), ""
		for i := range *v {
			name, left, _ = strings.Cut(left, "\n")
			(*v)[i].Name = name
		}
		return
	}
	names, err := lines(*v)
	if err != nil {
		c.fail(transaction.FilesText, err)
	}
	if names != "" {
		c.plain(digests, c.putWords(transaction.FilesText, names))
	}
}

// lines is the names of files, one a line; empty if none has a name.
func lines(files []transaction.File) (string, error) {
	names, named := make([]string, len(files)), false
	for i := range files {
		names[i] = files[i].Name
		named = named || names[i] != ""
		if strings.Contains(names[i], "\n") {
			return "", fmt.Errorf("the name of file %d has a line break; package attachment cleans names", i)
		}
	}
	if !named {
		return "", nil
	}
	return strings.Join(names, "\n"), nil
}

// putWords makes a body of words, and gives their digest.
func (c *coder) putWords(name, words string) string {
	data := make([]byte, SaltSize+len(words))
	if _, err := io.ReadFull(c.entropy, data[:SaltSize]); err != nil {
		c.fail(name, fmt.Errorf("no salt: %w", err))
		return ""
	}
	copy(data[SaltSize:], words)
	c.bodies = append(c.bodies, Body{name, data})
	return digest(data)
}

// words gives the words of a digest if their body is at hand.
func (c *coder) words(name, want string) string {
	for i := range c.bodies {
		if c.bodies[i].Name != name {
			continue
		}
		data := c.bodies[i].Data
		switch {
		case len(data) < SaltSize:
			c.fail(name, fmt.Errorf("the body has %d bytes; %d of salt come first", len(data), SaltSize))
			return ""
		case want == "":
			c.fail(name, errors.New("there is a body, and no digest of it"))
			return ""
		case digest(data) != want:
			c.fail(name, errors.New("the body is not the one that was written: its digest is another"))
			return ""
		}
		return string(data[SaltSize:])
	}
	return ""
}

// digest is the HMAC-SHA256 of a body's words under its salt, in base64.
func digest(body []byte) string {
	mac := hmac.New(sha256.New, body[:SaltSize])
	mac.Write(body[SaltSize:])
	var sum [sha256.Size]byte
	return base64.RawURLEncoding.EncodeToString(mac.Sum(sum[:0]))
}
