using AgentGateway.Domain;
using AgentGateway.Runtime.Doctor;
using AgentGateway.Runtime.Journal;

namespace AgentGateway.Doctor;

/// <summary>
/// Whether everything that is stored agrees with the events, as <c>agw journal verify</c> checks it. A large journal is
/// checked for as long as a person may be kept waiting.
/// </summary>
internal static class JournalFindings
{
    private const string Check = "verify";
    private static readonly TimeSpan TimeMax = TimeSpan.FromSeconds(10);

    public static async Task<IReadOnlyList<Finding>> OfAsync(
        IStoreInspection stored, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeMax);
        try
        {
            var report = await stored.CheckAsync(limit.Token);
            return [report.Unsound is { } problem ? Failed(problem) : Sound(report)];
        }
        catch (JournalUnavailableException refusal) when (refusal.Reason.Code == "database_missing")
        {
            return [];
        }
        catch (JournalUnavailableException refusal)
        {
            return [Failed(refusal.Reason)];
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return
            [
                Finding.Warn(
                    Check,
                    $"The journal is too large to be checked whole within {TimeMax.TotalSeconds} seconds.",
                    "Run: agw journal verify"),
            ];
        }
    }

    private static Finding Failed(Rejection problem) => Finding.Fail(Check, problem.Message, problem.Hint);

    private static Finding Sound(JournalReport report) =>
        Finding.Ok(Check, $"{report.Events} events in {report.Streams} streams, states and rows agree");
}
