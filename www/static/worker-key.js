// Opens a PKCS#12 file, hands on a key that cannot be read out, and is then ended by the page.
import start from './__BUILD__/key.js';

await start();
