using System.Globalization;

namespace AgentGateway.Gateways.Cards;

/// <summary>When no cards are sent: <c>22:00-07:00 Europe/Berlin</c>. Pure.</summary>
internal sealed record QuietHours(TimeOnly From, TimeOnly Until, TimeZoneInfo Zone)
{
    /// <summary>Null where the text is empty or cannot be read.</summary>
    public static QuietHours? Read(string? text)
    {
        if (text?.Trim().Split(' ', 2, StringSplitOptions.TrimEntries) is not [var hours, .. var zone]) return null;
        if (hours.Split('-') is not [var from, var until]
            || !TimeOnly.TryParseExact(from, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var begin)
            || !TimeOnly.TryParseExact(until, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var end))
            return null;
        return TimeZoneInfo.TryFindSystemTimeZoneById(zone is [var id] ? id : "UTC", out var found)
            ? new(begin, end, found)
            : null;
    }

    /// <summary>How long it is still quiet; null where it is not.</summary>
    public TimeSpan? Left(DateTimeOffset now)
    {
        var time = TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, Zone).DateTime);
        // Between two times of the clock, also over midnight.
        return time.IsBetween(From, Until) ? Until - time : null;
    }
}
