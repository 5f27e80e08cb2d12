//! A ZIP writer that writes whatever it is told, right or wrong.

/// An entry with everything that can be wrong about it.
#[derive(Clone)]
pub struct Raw {
    pub name: Vec<u8>,
    pub local_name: Vec<u8>,
    pub data: Vec<u8>,
    /// The size before compression.
    pub size: u32,
    pub crc: u32,
    pub flags: u16,
    pub method: u16,
    pub extra: Vec<u8>,
    /// Further fields in its header alone.
    pub local_extra: Vec<u8>,
    pub made_by: u16,
    pub external: u32,
    /// Bytes before its header that nothing lists.
    pub gap: Vec<u8>,
    /// Left out of the directory.
    pub hidden: bool,
}

impl Raw {
    pub fn new(name: &str, data: &[u8]) -> Self {
        Self {
            name: name.into(),
            local_name: name.into(),
            data: data.to_vec(),
            size: data.len() as u32,
            crc: crc32fast::hash(data),
            flags: 1 << 11,
            method: 0,
            extra: Vec::new(),
            local_extra: Vec::new(),
            made_by: 20,
            external: 0,
            gap: Vec::new(),
            hidden: false,
        }
    }

    /// The same entry with these bytes in it.
    pub fn holding(&self, data: Vec<u8>) -> Self {
        Self { size: data.len() as u32, crc: crc32fast::hash(&data), data, ..self.clone() }
    }

    pub fn renamed(&self, name: &str) -> Self {
        Self { name: name.into(), local_name: name.into(), ..self.clone() }
    }

    fn common(&self, name: &[u8], extra: usize) -> Vec<u8> {
        let mut out = Vec::new();
        out.extend(self.flags.to_le_bytes());
        out.extend(self.method.to_le_bytes());
        // 2026-11-20 08:30:00, as ZIP writes it.
        out.extend((8_u16 << 11 | 30 << 5).to_le_bytes());
        out.extend((46_u16 << 9 | 11 << 5 | 20).to_le_bytes());
        out.extend(self.crc.to_le_bytes());
        out.extend((self.data.len() as u32).to_le_bytes());
        out.extend(self.size.to_le_bytes());
        out.extend((name.len() as u16).to_le_bytes());
        out.extend((extra as u16).to_le_bytes());
        out
    }
}

/// What stands around the entries.
#[derive(Default)]
pub struct Around {
    pub before: Vec<u8>,
    pub between: Vec<u8>,
    pub comment: Vec<u8>,
    pub after: Vec<u8>,
    /// The first line of the directory once more.
    pub first_twice: bool,
}

pub fn build(entries: &[Raw], around: &Around) -> Vec<u8> {
    let mut out = around.before.clone();
    let mut lines = Vec::new();
    for entry in entries {
        out.extend(&entry.gap);
        let offset = out.len() as u32;
        out.extend(
            [
                b"PK\x03\x04".as_slice(),
                &[20, 0],
                &entry.common(&entry.local_name, entry.extra.len() + entry.local_extra.len()),
            ]
            .concat(),
        );
        out.extend([entry.local_name.as_slice(), &entry.extra, &entry.local_extra, &entry.data].concat());
        if !entry.hidden {
            let mut line = [
                b"PK\x01\x02".as_slice(),
                &entry.made_by.to_le_bytes(),
                &[20, 0],
                &entry.common(&entry.name, entry.extra.len()),
            ]
            .concat();
            line.extend([0; 6]);
            line.extend(entry.external.to_le_bytes());
            line.extend(offset.to_le_bytes());
            line.extend([entry.name.as_slice(), &entry.extra].concat());
            lines.push(line);
        }
    }
    if around.first_twice {
        lines.insert(0, lines[0].clone());
    }
    out.extend(&around.between);
    let (offset, count) = (out.len() as u32, lines.len() as u16);
    let directory = lines.concat();
    out.extend(&directory);
    out.extend([b"PK\x05\x06".as_slice(), &[0; 4], &count.to_le_bytes(), &count.to_le_bytes()].concat());
    out.extend((directory.len() as u32).to_le_bytes());
    out.extend(offset.to_le_bytes());
    out.extend((around.comment.len() as u16).to_le_bytes());
    out.extend([around.comment.as_slice(), &around.after].concat());
    out
}
