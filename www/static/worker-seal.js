// Hashes, seals and verifies, away from the page.
import start from './__BUILD__/seal.js';

await start();
