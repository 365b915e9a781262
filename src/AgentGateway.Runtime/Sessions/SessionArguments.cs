using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Sessions;
using AgentGateway.Terminal.Output;

namespace AgentGateway.Runtime.Sessions;

/// <summary>Reads arguments that front ends pass on as text. Each refusal says what would be right.</summary>
internal static class SessionArguments
{
    public const int ArgumentBytesMax = 20 * 1024;
    public const int NameBytesMax = 8 * 1024;
    public const int EnvironmentCharactersMax = 256 * 1024;
    public const int ScriptCharactersMax = 64 * 1024;

    private const int NameCharactersMax = 64;

    public static bool IsName(string name) =>
        name.Length is >= 1 and <= NameCharactersMax
        && !name.StartsWith(SessionId.Prefix, StringComparison.Ordinal)
        && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.');

    public static Outcome<int> Side(int? value, int usual, string name) => value switch
    {
        null => usual,
        >= 1 and <= Terminal.Backends.TerminalSize.Max => value.Value,
        _ => new Rejection(
            "size_invalid", $"{name} is {value}.", $"Give between 1 and {Terminal.Backends.TerminalSize.Max}."),
    };

    public static Outcome<string> OneOf(string? value, string usual, string name, params string[] known) =>
        value is null ? usual
        : known.Contains(value, StringComparer.Ordinal) ? value
        : SessionErrors.Invalid($"{name} is '{ShortText.Of(value)}'.", $"It is {string.Join(" or ", known)}.");

    /// <summary>Refuses limits that are not positive. An absent limit is none.</summary>
    public static Rejection? CheckLimits(SessionLimits limits)
    {
        const double YearSeconds = 366 * 24 * 3600;
        const long MemoryMin = 1024 * 1024;
        if (limits.TimeSeconds is { } seconds && seconds is not (> 0 and <= YearSeconds))
            return SessionErrors.Invalid(
                "time_limit_seconds must be more than 0 and at most a year.", "Leave it out for no limit.");
        if (limits.OutputBytes is < 1)
            return SessionErrors.Invalid("output_limit_bytes must be at least 1.", "Leave it out for no limit.");
        return limits.MemoryBytes is < MemoryMin
            ? SessionErrors.Invalid($"memory_limit_bytes must be at least {MemoryMin}.", "Leave it out for no limit.")
            : null;
    }

    public static Outcome<LineSeverity?> Severity(string? text) =>
        text is null ? Outcome.Of<LineSeverity?>(null)
        : Enum.GetValues<LineSeverity>()
            .Where(severity => severity.ToString().Equals(text, StringComparison.OrdinalIgnoreCase))
            .Select(severity => (LineSeverity?)severity)
            .FirstOrDefault() is { } found
            ? Outcome.Of<LineSeverity?>(found)
            : SessionErrors.Invalid($"severity is '{ShortText.Of(text)}'.", "It is debug, info, warning or error.");
}
