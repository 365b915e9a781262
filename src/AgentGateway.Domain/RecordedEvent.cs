using System.Globalization;
using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain;

/// <summary>An event with its version in its stream.</summary>
/// <param name="Stream">Whose event it is.</param>
/// <param name="Version">1 for the first event of the stream, without gaps.</param>
/// <param name="At">When it was decided, UTC.</param>
/// <param name="Actor">Who caused it: a principal's name, an agent's id, or <c>daemon</c>.</param>
/// <param name="Event">What happened.</param>
public sealed record RecordedEvent(StreamId Stream, long Version, DateTimeOffset At, string Actor, DomainEvent Event)
{
    /// <summary>The key of a pending effect that this event brings about.</summary>
    /// <param name="ordinal">Tells several effects of the same event apart.</param>
    public string EffectKey(int ordinal = 0) =>
        string.Create(CultureInfo.InvariantCulture, $"{Stream}@{Version}#{ordinal}");
}
