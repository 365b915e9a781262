using System.Collections.Concurrent;
using AgentGateway.Domain.Recall;
using AgentGateway.Runtime.Modules;
using AgentGateway.Runtime.Vectors;

namespace AgentGateway.Runtime.Tests.Recall;

/// <summary>
/// An embedder that knows some words of one meaning; every other word has a direction of its own. It fails as it is told.
/// </summary>
internal sealed class ScriptedEmbedder : IEmbedder, IModule
{
    private static readonly string[][] Meanings =
        [["car", "automobil", "vehicl"], ["doctor", "physician"], ["beehiv", "apiari"]];

    public string? Source { get; set; } = "scripted";

    public int Dimension { get; set; } = 256;

    /// <summary>What happens instead of an answer; null for an answer.</summary>
    public Func<IReadOnlyList<string>, Exception?> Fails { get; set; } = _ => null;

    /// <summary>Calls wait for this and do not heed their cancellation.</summary>
    public Task Held { get; set; } = Task.CompletedTask;

    public ConcurrentQueue<string> Texts { get; } = [];

    public void Register(ModuleBuilder module) => module.Instance<IEmbedder>(this);

    public async Task<IReadOnlyList<float[]>> EmbedAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        await Held;
        if (Fails(texts) is { } failure) throw failure;
        foreach (var text in texts) Texts.Enqueue(text);
        return [.. texts.Select(Vector)];
    }

    private float[] Vector(string text)
    {
        var vector = new float[Dimension];
        foreach (var word in RecallWords.Stems(text))
        {
            var meaning = Array.FindIndex(Meanings, words => words.Contains(word));
            vector[meaning >= 0 ? meaning : Meanings.Length + Direction(word)]++;
        }

        return vector;
    }

    private int Direction(string word) =>
        word.Aggregate(17, (sum, letter) => ((sum * 31) + letter) & 0xfffff) % (Dimension - Meanings.Length);
}
