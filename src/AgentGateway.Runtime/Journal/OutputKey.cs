using System.Globalization;
using AgentGateway.Domain.Ids;

namespace AgentGateway.Runtime.Journal;

/// <summary>
/// The place of a line among the lines of all sessions: by time, then by session, then by its place in the session's
/// output.
/// </summary>
public sealed record OutputKey(DateTimeOffset At, SessionId Session, long Offset)
{
    private const char Separator = '.';

    public static IComparer<OutputKey> Order { get; } = Comparer<OutputKey>.Create(Compare);

    public static OutputKey Of(OutputHit hit) => new(hit.Line.At, hit.Session, hit.Line.Offset);

    /// <summary>What <see cref="ToString"/> wrote; null for any other text.</summary>
    public static OutputKey? Read(string text) =>
        text.Split(Separator) is [var ticks, var session, var offset]
        && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
        && at <= DateTime.MaxValue.Ticks
        && long.TryParse(offset, NumberStyles.None, CultureInfo.InvariantCulture, out var place)
            ? new(new(at, TimeSpan.Zero), new(session), place)
            : null;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{At.UtcTicks}{Separator}{Session}{Separator}{Offset}");

    private static int Compare(OutputKey one, OutputKey other)
    {
        var byTime = one.At.CompareTo(other.At);
        if (byTime != 0) return byTime;
        var bySession = string.CompareOrdinal(one.Session.Value, other.Session.Value);
        return bySession != 0 ? bySession : one.Offset.CompareTo(other.Offset);
    }
}
