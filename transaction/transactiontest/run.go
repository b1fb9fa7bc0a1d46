package transactiontest

import (
	"embed"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Scripts are the stories that come with the library, in testdata.
//
//go:embed testdata/*.txt
var Scripts embed.FS

// NewWorld makes a World for one script. It is called once per script, by
// scripts that run at the same time.
type NewWorld func(t testing.TB, s Setup) World

// RunScripts plays every story that comes with the library in a world of its
// own, and compares what happened with what the file says, letter by letter.
func RunScripts(t *testing.T, newWorld NewWorld) {
	t.Helper()
	files, err := fs.Sub(Scripts, "testdata")
	if err != nil {
		t.Fatal(err)
	}
	runAll(t, files, newWorld, nil)
}

// RunDir is RunScripts for the *.txt of a folder. With rewrite it writes what
// happened into the files instead of comparing it; a line that was refused, or
// not refused, against its word still fails. Commit only a change that you
// understand: a file that was rewritten without being read proves nothing.
func RunDir(t *testing.T, dir string, rewrite bool, newWorld NewWorld) {
	t.Helper()
	var write func(name, text string) error
	if rewrite {
		write = func(name, text string) error {
			return os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644)
		}
	}
	runAll(t, os.DirFS(dir), newWorld, write)
}

func runAll(t *testing.T, files fs.FS, newWorld NewWorld, write func(name, text string) error) {
	t.Helper()
	names, err := fs.Glob(files, "*.txt")
	if err != nil || len(names) == 0 {
		t.Fatalf("transactiontest: no scripts: %v", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(name, ".txt"), func(t *testing.T) {
			t.Parallel()
			text, err := fs.ReadFile(files, name)
			if err != nil {
				t.Fatal(err)
			}
			got, err := play(t, files, string(text), newWorld)
			if errors.Is(err, ErrCannot) {
				t.Skipf("%s: %v", name, err)
			}
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			switch {
			case write != nil:
				if err := write(name, got); err != nil {
					t.Fatal(err)
				}
			case got != normal(string(text)):
				t.Fatalf("%s tells another story (- the file, + what happened):\n%s", name, diff(normal(string(text)), got))
			}
		})
	}
}

// normal is a file as play writes it: line ends of one kind, nothing behind
// the last line.
func normal(text string) string {
	return strings.TrimRight(strings.ReplaceAll(text, "\r\n", "\n"), "\n") + "\n"
}
