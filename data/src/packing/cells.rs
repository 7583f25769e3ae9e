//! A row of a TSV file as a serde map: column names are the field names, cells are parsed as the field wants.
//!
//! Lists are joined by `|`, an empty cell is an empty list, an empty string or an absent option.

use serde::Deserialize;
use serde::de::value::{Error, MapDeserializer, SeqDeserializer, StrDeserializer};
use serde::de::{Deserializer, Error as _, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;

/// Reads one record from the cells of a row under the columns of its header.
///
/// # Errors
///
/// What is wrong with a cell, or which column is unknown, missing or double.
pub fn record<'de, T: Deserialize<'de>>(
    columns: &[&'de str],
    cells: &[&'de str],
) -> Result<T, String> {
    let fields = columns
        .iter()
        .zip(cells)
        .map(|(column, cell)| (*column, Cell { column, text: cell }));
    T::deserialize(MapDeserializer::<_, Error>::new(fields)).map_err(|error| error.to_string())
}

/// One cell with the name of its column, which goes into messages.
#[derive(Clone, Copy)]
struct Cell<'de> {
    column: &'de str,
    text: &'de str,
}

impl Cell<'_> {
    fn parse<T: std::str::FromStr>(self, wanted: &str) -> Result<T, Error> {
        self.text.parse().map_err(|_| {
            Error::custom(format!(
                "column {}: '{}' is not {wanted}",
                self.column, self.text
            ))
        })
    }
}

impl<'de> IntoDeserializer<'de, Error> for Cell<'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for Cell<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_borrowed_str(self.text)
    }

    fn deserialize_u8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_u8(self.parse("a number from 0 to 255")?)
    }

    fn deserialize_u16<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_u16(self.parse("a number from 0 to 65535")?)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_u32(self.parse("a whole number")?)
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_f32(self.parse("a number")?)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_f64(self.parse("a number")?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.text.is_empty() {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let items = self.text.split('|').filter(|_| !self.text.is_empty());
        visitor.visit_seq(SeqDeserializer::new(
            items.map(|text| Cell { text, ..self }),
        ))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let variant: StrDeserializer<'de, Error> = self.text.into_deserializer();
        visitor
            .visit_enum(variant)
            .map_err(|error: Error| Error::custom(format!("column {}: {error}", self.column)))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u64 u128 char str string bytes byte_buf unit unit_struct newtype_struct
        tuple tuple_struct map struct identifier ignored_any
    }
}
