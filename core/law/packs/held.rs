// Written by `cargo xtask law`: every file beside this one, by name. Include it where packs are to be held within a program.
&[
    ("index.json", include_bytes!("index.json") as &[u8]),
    ("tt-24-2014.f3ea6d39bf3c.json", include_bytes!("tt-24-2014.f3ea6d39bf3c.json") as &[u8]),
    ("vn-calendar.json", include_bytes!("vn-calendar.json") as &[u8]),
]
