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

    /// <summary>A time as JSON has it.</summary>
    public static string Exactly(DateTimeOffset value) =>
        value.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture);

    public static string Joined(IEnumerable<string>? values) => values is null ? "" : string.Join(", ", values);

    /// <summary>JSON whose shape only its author knows, such as the arguments of a call.</summary>
    public static string Json(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => "",
        JsonValueKind.String => value.GetString()!,
        _ => value.GetRawText(),
    };
}
