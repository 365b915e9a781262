using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AgentGateway.Terminal.Output;

/// <summary>
/// Writes asciicast v2 (https://docs.asciinema.org/manual/asciicast/v2/) as it goes: one line of JSON for each event.
/// </summary>
public sealed class CastWriter(Stream stream)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();

    /// <summary>The first line; called once, first.</summary>
    public async Task WriteHeaderAsync(
        int columns, int rows, DateTimeOffset startedAt, string? title, CancellationToken cancellationToken)
    {
        using (var json = new Utf8JsonWriter(_line, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("version", 2);
            json.WriteNumber("width", columns);
            json.WriteNumber("height", rows);
            json.WriteNumber("timestamp", startedAt.ToUnixTimeSeconds());
            if (title is not null) json.WriteString("title", title);
            json.WriteEndObject();
        }

        await WriteLineAsync(cancellationToken);
    }

    /// <summary>
    /// Output at a time since the start. A character whose bytes are not all there is written with the next event.
    /// </summary>
    public async Task WriteOutputAsync(TimeSpan at, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var characters = new char[_decoder.GetCharCount(bytes.Span, flush: false)];
        _decoder.GetChars(bytes.Span, characters, flush: false);
        if (characters.Length > 0) await WriteEventAsync(at, "o", new string(characters), cancellationToken);
    }

    public Task WriteResizeAsync(TimeSpan at, int columns, int rows, CancellationToken cancellationToken) =>
        WriteEventAsync(at, "r", $"{columns}x{rows}", cancellationToken);

    public Task WriteMarkerAsync(TimeSpan at, string label, CancellationToken cancellationToken) =>
        WriteEventAsync(at, "m", label, cancellationToken);

    private async Task WriteEventAsync(TimeSpan at, string code, string data, CancellationToken cancellationToken)
    {
        using (var json = new Utf8JsonWriter(_line, Options))
        {
            json.WriteStartArray();
            json.WriteNumberValue(Math.Round((decimal)at.TotalSeconds, 6));
            json.WriteStringValue(code);
            json.WriteStringValue(data);
            json.WriteEndArray();
        }

        await WriteLineAsync(cancellationToken);
    }

    private async Task WriteLineAsync(CancellationToken cancellationToken)
    {
        _line.Write("\n"u8);
        await stream.WriteAsync(_line.WrittenMemory, cancellationToken);
        _line.ResetWrittenCount();
    }
}
