using System.Globalization;
using System.Text.Json;

namespace AgentGateway.Cli;

/// <summary>Values of answers as people read them. An absent value is an empty text.</summary>
internal static class Show
{
    public static string Number(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";

    public static string Flag(bool? value) => value switch { true => "yes", false => "no", null => "" };

    /// <summary>A time on the reader's clock.</summary>
    public static string Time(DateTimeOffset? value) =>
        value?.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "";

    /// <summary>A time in a list: at a terminal how long ago it was, else on the reader's clock.</summary>
    public static string When(DateTimeOffset? value) =>
        value is { } at && Screen.Style.IsTerminal ? Ago(at, Screen.Style.Now) : Time(value);

    /// <summary>How long ago a time was, or how long it is until then: <c>5m ago</c>, <c>in 2h</c>.</summary>
    public static string Ago(DateTimeOffset at, DateTimeOffset now)
    {
        var (span, isPast) = (now - at, at <= now);
        if (!isPast) span = -span;
        if (span.TotalDays >= 30) return at.ToLocalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var length = span.TotalSeconds < 60 ? $"{(int)span.TotalSeconds}s"
            : span.TotalMinutes < 60 ? $"{(int)span.TotalMinutes}m"
            : span.TotalHours < 24 ? $"{(int)span.TotalHours}h"
            : $"{(int)span.TotalDays}d";
        return isPast ? $"{length} ago" : $"in {length}";
    }

    /// <summary>A time as JSON has it.</summary>
    public static string Exactly(DateTimeOffset value) =>
        value.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture);

    /// <summary>Who made something, and from which client: <c>client (claude-code)</c>.</summary>
    public static string Creator(string by, string? client) => client is null ? by : $"{by} ({client})";

    public static string Joined(IEnumerable<string>? values) => values is null ? "" : string.Join(", ", values);

    /// <summary>JSON whose shape only its author knows, such as the arguments of a call.</summary>
    public static string Json(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => "",
        JsonValueKind.String => value.GetString()!,
        _ => value.GetRawText(),
    };
}
