import { describe, expect, it } from 'vitest';
import { multipartBody } from '../../src/bot/multipart.ts';

describe('a message with files', () => {
  it('is read as it was by who knows forms', async () => {
    const bytes = Buffer.from([0, 13, 10, 45, 45, 255, 0]);
    const message = { content: 'đố — “x”\r\n--', attachments: [{ id: '0' }] };
    const files = [
      { name: 'board.png', data: bytes },
      { name: 'b.webp', data: Buffer.alloc(0) },
    ];
    const { body, headers } = multipartBody(message, files);
    const form = await new Response(new Uint8Array(body), { headers }).formData();
    expect(JSON.parse(String(form.get('payload_json')))).toEqual(message);
    const [first, second] = [form.get('files[0]'), form.get('files[1]')];
    if (!(first instanceof File) || !(second instanceof File)) throw new Error('files are files');
    expect([first.name, Buffer.from(await first.arrayBuffer())]).toEqual(['board.png', bytes]);
    expect([second.name, second.size]).toEqual(['b.webp', 0]);
  });

  it('has another boundary each time, and takes nothing but bytes', () => {
    expect(multipartBody({}, []).headers).not.toEqual(multipartBody({}, []).headers);
    expect(() => multipartBody({}, [{ name: 'a.png', data: 'text' }])).toThrow(TypeError);
  });
});
