//! Brackets, lines and summaries around the elements' texts.

use super::element::ElementFormat;
use super::scalar::scalar_text;
use super::{Elements, PrintOptions};
use crate::error::{Error, Result, Status};
use crate::fail;
use crate::index::{check_shape, shape_text};

/// What stands for the elements that a summary leaves out.
const LEFT_OUT: &str = "...";

/// The text of an array of this shape. `elements` are those at the product of the lists that
/// [`super::needed_indices`] gives for the same shape and options.
pub fn array_text(shape: &[i64], elements: &Elements, options: &PrintOptions) -> Result<String> {
    let size = check_shape(shape)?;
    options.check()?;
    let count = shape.iter().map(|&extent| match options.edges(size, extent) {
        Some(edge) => 2 * edge,
        None => extent,
    });
    let count = if size == 0 { 0 } else { count.product() };
    let bytes = count * elements.dtype.itemsize() as i64;
    let flags = elements.missing.map_or(count, |missing| missing.len() as i64);
    if elements.bytes.len() as i64 != bytes || flags != count {
        fail!(
            Internal,
            "the text of an array of shape {} needs {count} elements, {bytes} bytes; {} bytes and {flags} flags were \
             given",
            shape_text(shape),
            elements.bytes.len()
        );
    }
    if size == 0 {
        return Ok("[]".to_string());
    }
    if shape.is_empty() {
        return Ok(elements.get(0).map_or_else(|| "--".to_string(), scalar_text));
    }
    let format = ElementFormat::new(elements, options);
    let mut page = Page { shape, size, elements, options, format, text: String::new(), line: 0, next: 0 };
    page.axis(0)?;
    Ok(page.text)
}

/// A text in the making.
struct Page<'a> {
    shape: &'a [i64],
    size: i64,
    elements: &'a Elements<'a>,
    options: &'a PrintOptions,
    format: ElementFormat,
    text: String,
    /// Where the present line begins.
    line: usize,
    /// The element that comes next.
    next: usize,
}

impl Page<'_> {
    fn push(&mut self, text: &str) -> Result<()> {
        self.text.try_reserve(text.len()).map_err(|_| {
            let length = self.text.len();
            Error::new(
                Status::NoMemory,
                format!("no memory for the array's text, which has {length} bytes so far"),
            )
        })?;
        self.text.push_str(text);
        Ok(())
    }

    /// Ends the line, and some empty ones, and indents the next.
    fn new_line(&mut self, lines: usize, indent: usize) -> Result<()> {
        self.push(&"\n".repeat(lines))?;
        self.line = self.text.len();
        self.push(&" ".repeat(indent))
    }

    /// Everything along an axis, in brackets, for the present indices of the axes before it.
    fn axis(&mut self, axis: usize) -> Result<()> {
        let extent = self.shape[axis];
        let edges = self.options.edges(self.size, extent);
        self.push("[")?;
        let entries = edges.map_or(extent, |edge| 2 * edge);
        for entry in 0..entries {
            if edges == Some(entry) {
                self.word(axis, LEFT_OUT)?;
                self.separate(axis)?;
            }
            if self.is_row(axis) {
                let text = self.format.text(self.elements.get(self.next));
                self.next += 1;
                self.word(axis, &text)?;
            } else {
                self.axis(axis + 1)?;
            }
            if entry + 1 < entries {
                self.separate(axis)?;
            }
        }
        self.push("]")
    }

    /// Whether the elements along the axis stand in one line.
    fn is_row(&self, axis: usize) -> bool {
        axis + 1 == self.shape.len()
    }

    /// Goes on to the next entry of an axis: behind a space, or on a new line.
    fn separate(&mut self, axis: usize) -> Result<()> {
        if self.is_row(axis) {
            return self.push(" ");
        }
        self.new_line(self.shape.len() - axis - 1, axis + 1)
    }

    /// Adds an entry; one of a row goes to the next line if it does not fit, unless it would be the
    /// first there too. The line keeps room for one closing bracket per axis.
    fn word(&mut self, axis: usize, word: &str) -> Result<()> {
        let column = self.text.len() - self.line;
        let indent = axis + 1;
        let width = self.options.line_width.saturating_sub(self.shape.len() as i64);
        if self.is_row(axis) && (column + word.len()) as i64 > width && column > indent {
            let kept = self.text.trim_end().len();
            self.text.truncate(kept);
            self.new_line(1, indent)?;
        }
        self.push(word)
    }
}
