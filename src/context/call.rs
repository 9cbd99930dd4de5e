//! The description of one collective call: its name and the arguments on which ranks must agree.

/// Arguments that one call keeps for messages; more are hashed only.
pub const MAX_ATTRIBUTES: usize = 12;

/// One call, as the ranks compare it: never pointers, strides, local sizes or element values.
#[derive(Clone, Copy, Debug)]
pub struct Call {
    name: &'static str,
    hash: u64,
    attributes: [(&'static str, u64); MAX_ATTRIBUTES],
    used: usize,
}

/// Mixes one word into a hash (the finaliser of splitmix64 over a multiplied state).
pub fn mix(hash: u64, word: u64) -> u64 {
    let mut z = hash.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ word.wrapping_add(0x2545_f491_4f6c_dd1d);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Mixes bytes, length included.
pub fn mix_bytes(hash: u64, bytes: &[u8]) -> u64 {
    let mut hash = mix(hash, bytes.len() as u64);
    for chunk in bytes.chunks(8) {
        let mut word = [0u8; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        hash = mix(hash, u64::from_le_bytes(word));
    }
    hash
}

impl Call {
    /// A call of this function, without arguments yet.
    pub fn new(name: &'static str) -> Call {
        Call { name, hash: mix_bytes(0, name.as_bytes()), attributes: [("", 0); MAX_ATTRIBUTES], used: 0 }
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
        &self.attributes[..self.used]
    }

    /// Adds an argument on which the ranks must agree.
    pub fn attribute(&mut self, label: &'static str, value: u64) -> &mut Call {
        self.hash = mix(self.hash, value);
        if self.used < MAX_ATTRIBUTES {
            self.attributes[self.used] = (label, value);
            self.used += 1;
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
