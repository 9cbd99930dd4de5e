//! The description of one collective call: its name and the arguments on which ranks must agree.

use smallvec::SmallVec;

/// Arguments that one call keeps for messages; more are hashed only.
pub const MAX_ATTRIBUTES: usize = 12;

/// One call, as the ranks compare it: never pointers, strides, local sizes or element values.
#[derive(Clone, Debug)]
pub struct Call {
    name: &'static str,
    hash: u64,
    attributes: SmallVec<[(&'static str, u64); MAX_ATTRIBUTES]>,
}

/// Mixes one word into a hash: both halves of a product of 128 bits, which takes a few cycles, since every call
/// on an array mixes several.
#[inline]
pub fn mix(hash: u64, word: u64) -> u64 {
    let product = u128::from(hash ^ 0x9e37_79b9_7f4a_7c15) * u128::from(word ^ 0xd1b5_4a32_d192_ed03);
    product as u64 ^ (product >> 64) as u64
}

/// Mixes bytes, length included.
pub fn mix_bytes(hash: u64, bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    let hash = words.iter().fold(mix(hash, bytes.len() as u64), |h, word| mix(h, u64::from_le_bytes(*word)));
    match rest {
        [] => hash,
        rest => mix(hash, rest.iter().fold(0, |word, byte| word << 8 | u64::from(*byte))),
    }
}

impl Call {
    /// A call of this function, without arguments yet.
    #[inline]
    pub fn new(name: &'static str) -> Call {
        Call { name, hash: mix_bytes(0, name.as_bytes()), attributes: SmallVec::new() }
    }

    /// The function's name.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The hash of name and arguments.
    pub fn hash(&self) -> u64 {
        self.hash
    }

    /// The arguments that messages can name.
    pub fn attributes(&self) -> &[(&'static str, u64)] {
        &self.attributes
    }

    /// Adds an argument on which the ranks must agree.
    #[inline]
    pub fn attribute(&mut self, label: &'static str, value: u64) -> &mut Call {
        self.hash = mix(self.hash, value);
        if self.attributes.len() < MAX_ATTRIBUTES {
            self.attributes.push((label, value));
        }
        self
    }

    /// Adds a list of numbers.
    pub fn list(&mut self, label: &'static str, values: &[i64]) -> &mut Call {
        let hash = values.iter().fold(values.len() as u64, |h, v| mix(h, *v as u64));
        self.attribute(label, hash)
    }

    /// Adds a text.
    pub fn text(&mut self, label: &'static str, text: &str) -> &mut Call {
        self.attribute(label, mix_bytes(0, text.as_bytes()))
    }
}
