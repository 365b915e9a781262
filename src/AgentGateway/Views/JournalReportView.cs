using AgentGateway.Runtime.Journal;

namespace AgentGateway.Views;

/// <param name="Sound">Whether everything is as the events say, and the events are as they were written.</param>
/// <param name="SkippedStreams">Streams of which only the chain was checked, by reason.</param>
/// <param name="First">The first bad event.</param>
internal sealed record JournalReportView(
    bool Sound, long Streams, long Events, long Erased, IReadOnlyDictionary<string, long> SkippedStreams,
        long Problems, JournalProblemView? First)
{
    public static JournalReportView Of(JournalReport report) => new(
        report.IsSound, report.Streams, report.Events, report.Erased, report.SkippedStreams, report.Problems,
        report.First is { } first ? new(first.Stream?.Value, first.Version, first.Position, first.What) : null);
}

internal sealed record JournalProblemView(string? Stream, long? Version, long? Position, string What);
