//! A tree of values from any deserializer, as many of them as there may be.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::{Refusal, clean, too_many};

/// Reads JSON of at most so many values.
pub(super) fn json(text: &str, most: usize) -> Result<Value, Refusal> {
    let mut left = most;
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = Budget { left: &mut left }.deserialize(&mut reader);
    match value.and_then(|value| reader.end().map(|()| value)) {
        Err(_) if left == 0 => Err(too_many(most)),
        read => read.map_err(|error| Refusal::new(format!("it is not readable as JSON: {error}"))),
    }
}

/// Reads a value and counts what it holds. The parser itself ends at a depth of 128.
pub(super) struct Budget<'b> {
    pub(super) left: &'b mut usize,
}

impl<'de> DeserializeSeed<'de> for Budget<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        let left = self.left.checked_sub(1).filter(|left| *left > 0);
        *self.left = left.unwrap_or(0);
        if left.is_none() {
            return Err(D::Error::custom("too many values"));
        }
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Budget<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, v: bool) -> Result<Value, E> {
        Ok(v.into())
    }

    fn visit_i64<E>(self, v: i64) -> Result<Value, E> {
        Ok(v.into())
    }

    fn visit_u64<E>(self, v: u64) -> Result<Value, E> {
        Ok(v.into())
    }

    fn visit_f64<E>(self, v: f64) -> Result<Value, E> {
        Ok(v.into())
    }

    fn visit_str<E>(self, v: &str) -> Result<Value, E> {
        Ok(v.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(value) = entries.next_element_seed(Budget { left: self.left })? {
            list.push(value);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            let value = entries.next_value_seed(Budget { left: self.left })?;
            // Readers differ in which of the two they take, so none is to be believed.
            if map.insert(key.clone(), value).is_some() {
                return Err(A::Error::custom(format!("the key `{}` is there twice", clean(&key))));
            }
        }
        Ok(Value::Object(map))
    }
}
