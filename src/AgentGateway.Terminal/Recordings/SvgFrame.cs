using AgentGateway.Terminal.Screen;

namespace AgentGateway.Terminal.Recordings;

/// <summary>A screen as it is from a time on.</summary>
internal sealed record SvgFrame(
    TimeSpan At, IReadOnlyList<IReadOnlyList<ScreenRun>> Rows, (int Column, int Row)? Cursor)
{
    public bool LooksLike(SvgFrame other) =>
        Cursor == other.Cursor && Rows.Count == other.Rows.Count
        && Rows.Zip(other.Rows).All(rows => rows.First.SequenceEqual(rows.Second));
}
