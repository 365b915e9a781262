using System.Globalization;
using AgentGateway.Runtime.Doctor;
using AgentGateway.Runtime.Vectors;

namespace AgentGateway.Runtime.Recall;

/// <summary>Whether the embedder that the settings name answers, and how far its vectors are.</summary>
internal sealed class EmbeddingFindings(IEmbedder embedder, EmbeddingOptions options, MeaningIndex index, TimeProvider time)
    : IFindingSource
{
    private const string Check = "embeddings";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    public IEnumerable<Finding> Find()
    {
        if (options.Fault is { } fault) yield return Finding.Fail(Check, fault.Message, fault.Hint);
        else if (embedder.Source is { } source) yield return Finding.Ok(Check, $"{source}{Progress}");
    }

    public async Task<IReadOnlyList<Finding>> FindAsync(CancellationToken cancellationToken)
    {
        if (options.Fault is not null || embedder.Source is not { } source) return [.. Find()];
        using var late = new CancellationTokenSource(Limit, time);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            var vectors = await embedder.EmbedAsync(["Does it answer?"], limited.Token).WaitAsync(limited.Token);
            return [Finding.Ok(Check, $"{source}: it answers with vectors of {vectors[0].Length} numbers{Progress}")];
        }
        catch (EmbedderException failure)
        {
            return [Failed(source, failure.Rejection.Message, failure.Rejection.Hint)];
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return [Failed(source, $"It did not answer within {Limit.TotalSeconds:0} seconds.", "See whether it is up.")];
        }
    }

    private string Progress => index.Reach is not { } reach ? ""
        : string.Create(CultureInfo.InvariantCulture, $"; {index.Count} texts have vectors")
            + (reach.Oldest > 1 && index.Count < options.ItemsMax
                ? string.Create(CultureInfo.InvariantCulture, $", and {reach.Oldest - 1} older events are still to be looked at")
                : "");

    private static Finding Failed(string source, string message, string? hint) =>
        new(Check, "warn", $"{source}: {message} Recall goes on by words alone.", hint);
}
