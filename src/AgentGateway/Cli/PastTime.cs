using System.Globalization;
using AgentGateway.Domain;

namespace AgentGateway.Cli;

/// <summary>Reads a time in the past as people write it: <c>7d</c>, <c>12h</c>, <c>2026-01-31</c>.</summary>
internal static class PastTime
{
    private const int DaysMax = 36_500;

    /// <param name="option">The option, for the refusal.</param>
    public static Outcome<DateTimeOffset> Read(string text, string option, DateTimeOffset now)
    {
        if (text.Length > 1 && UnitOf(text[^1]) is { } unit
            && int.TryParse(
                text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count * unit.TotalDays < DaysMax)
            return now - (count * unit);
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var at)
            ? at
            : new Rejection(
                UsageErrors.Code,
                $"\"{ShortText.Of(text, 64)}\" is no time.",
                $"{option} takes a date such as 2026-01-31, or how long ago: 90m, 12h, 7d, 4w.");
    }

    private static TimeSpan? UnitOf(char unit) => unit switch
    {
        'm' => TimeSpan.FromMinutes(1),
        'h' => TimeSpan.FromHours(1),
        'd' => TimeSpan.FromDays(1),
        'w' => TimeSpan.FromDays(7),
        _ => null,
    };
}
