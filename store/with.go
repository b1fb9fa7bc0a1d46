package store

import (
	"context"
	"fmt"
	"runtime/debug"
)

// Panic is the Result.Err of a batch whose With panicked. The batch is undone
// like after an error, and the batches beside it, which may be somebody else's,
// are not touched.
type Panic struct {
	Value any
	Stack []byte
}

func (p *Panic) Error() string {
	return fmt.Sprintf("store: With panicked: %v", p.Value)
}

// Unwrap gives the panic's value, if that is an error.
func (p *Panic) Unwrap() error {
	err, _ := p.Value.(error)
	return err
}

// RunWith calls the batch's With, if it has one, and turns a panic into a
// *Panic. It is for those who write a Store.
func (b Batch) RunWith(ctx context.Context, tx Tx) (err error) {
	if b.With == nil {
		return nil
	}
	defer func() {
		if v := recover(); v != nil {
			err = &Panic{Value: v, Stack: debug.Stack()}
		}
	}()
	return b.With(ctx, tx)
}
