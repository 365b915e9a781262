using System.Text.Json;

namespace AgentGateway.Terminal.Recordings;

/// <summary>Reads asciicast v2, a line at a time.</summary>
internal sealed class CastReader(TextReader cast)
{
    /// <summary>The header; called once, first.</summary>
    public async Task<CastHeader> ReadHeaderAsync(CancellationToken cancellationToken)
    {
        using var line = JsonDocument.Parse(await cast.ReadLineAsync(cancellationToken) ?? "{}");
        var header = line.RootElement;
        return new(
            header.GetProperty("width").GetInt32(), header.GetProperty("height").GetInt32(),
            header.TryGetProperty("title", out var title) ? title.GetString() : null);
    }

    /// <summary>The next event; null at the end.</summary>
    public async Task<CastEvent?> ReadAsync(CancellationToken cancellationToken)
    {
        if (await cast.ReadLineAsync(cancellationToken) is not { Length: > 0 } text) return null;
        using var line = JsonDocument.Parse(text);
        var (at, code, data) = (line.RootElement[0], line.RootElement[1], line.RootElement[2]);
        return new(TimeSpan.FromSeconds(at.GetDouble()), code.GetString()!, data.GetString()!);
    }
}

internal sealed record CastHeader(int Columns, int Rows, string? Title);

/// <param name="Code"><c>o</c>: output; <c>r</c>: another size, such as 100x30; <c>m</c>: a remark.</param>
internal sealed record CastEvent(TimeSpan At, string Code, string Data);
