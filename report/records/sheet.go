package records

import (
	"fmt"

	"github.com/xuri/excelize/v2"
)

// MaxSheetRows is how many rows an Excel sheet holds below its head.
const MaxSheetRows = excelize.TotalRows - 1

// TooManyRowsError says that a period holds more rows than an Excel sheet.
type TooManyRowsError struct{ Rows int64 }

func (e TooManyRowsError) Error() string {
	return fmt.Sprintf("an Excel sheet holds %d rows below its head and the period has %d: choose a shorter one, or csv", MaxSheetRows, e.Rows)
}

// Fits returns a TooManyRowsError where a format cannot hold so many rows.
func Fits(format string, rows int64) error {
	if format == "xlsx" && rows > MaxSheetRows {
		return TooManyRowsError{Rows: rows}
	}
	return nil
}
