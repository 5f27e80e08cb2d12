// A dossier that was saved to a file, up to its signing.

/** Opens a saved draft. */
export async function reopen(seat, server, draft) {
  await seat.open(server.url);
  await seat.sees("Lập hồ sơ mới");
  await seat.keys.activate("Mở hồ sơ đã lưu ra tệp");
  await seat.sees("Tệp .json do trang này lưu");
  await seat.keys.attach(/^Tệp hồ sơ/, draft);
  await seat.sees("Lưu hồ sơ ra tệp");
}

/** Reviews and closes a dossier that is met, and chooses its files again. */
export async function close(seat, files) {
  await seat.keys.activate("Xem lại mọi điều đã nhập");
  await seat.sees("Hồ sơ đạt");
  await seat.keys.tick(/^Tôi đã xem lại/);
  await go(seat, "Khóa hồ sơ và sang bước ký", "Có tệp chưa nằm trên thiết bị này");
  await seat.keys.attach(/^Chọn lại các tệp này/, ...files);
  await seat.sees("Ký bằng gì?");
}

/** Presses a button or a link and waits for what it leads to. */
export async function go(seat, name, wanted, role = "button") {
  await seat.keys.activate(name, { role });
  await seat.sees(wanted, 60_000);
}
