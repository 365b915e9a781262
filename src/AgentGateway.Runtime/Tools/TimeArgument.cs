using System.Globalization;
using System.Text.RegularExpressions;
using AgentGateway.Domain;

namespace AgentGateway.Runtime.Tools;

/// <summary>Times as callers write them: <c>2026-01-31T12:00:00Z</c>, or a distance from now such as <c>10m</c>.</summary>
internal static partial class TimeArgument
{
    /// <summary>A time that was, or that long ago.</summary>
    public static Outcome<DateTimeOffset?> Past(string name, string? text, DateTimeOffset now) =>
        Read(name, text, distance => now - distance);

    /// <summary>A time that will be, or in so long.</summary>
    public static Outcome<DateTimeOffset?> Ahead(string name, string? text, DateTimeOffset now) =>
        Read(name, text, distance => now + distance);

    private static Outcome<DateTimeOffset?> Read(string name, string? text, Func<TimeSpan, DateTimeOffset> at)
    {
        if (text is null) return Outcome.Of<DateTimeOffset?>(null);
        if (Distance().Match(text.Trim()) is { Success: true } distance
            && double.TryParse(distance.Groups["number"].ValueSpan, CultureInfo.InvariantCulture, out var number)
            && number < 1e6)
        {
            var length = distance.Groups["unit"].Value switch
            {
                "s" => TimeSpan.FromSeconds(number),
                "m" => TimeSpan.FromMinutes(number),
                "h" => TimeSpan.FromHours(number),
                _ => TimeSpan.FromDays(number),
            };
            try
            {
                return Outcome.Of<DateTimeOffset?>(at(length));
            }
            catch (ArgumentOutOfRangeException)
            {
                // So far away is no time that a calendar has.
            }
        }

        return DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var read)
            ? Outcome.Of<DateTimeOffset?>(read)
            : new Rejection(
                "invalid_argument",
                $"{name} is '{ShortText.Of(text)}'.",
                "Give a time such as 2026-01-31T12:00:00Z, or a distance from now such as 10m, 2h or 3d.");
    }

    [GeneratedRegex(
        "^(?<number>[0-9]+(?:\\.[0-9]+)?)(?<unit>[smhd])$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Distance();
}
