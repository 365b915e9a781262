using AgentGateway.Runtime.Vectors;

namespace AgentGateway.Storage.Tests.Contract;

/// <summary>What every store of vectors promises.</summary>
public abstract class VectorStoreContract : StoreContract
{
    private static readonly VectorSource Source = new("journal-1", "openai small at http://127.0.0.1:1");

    private IVectorStore Vectors => Store.Vectors;

    [Fact]
    public async Task What_was_written_last_is_there_with_what_was_looked_at()
    {
        Assert.Null((await Vectors.LoadAsync(Source, Stop)).Reach);
        var first = Text("note", "a", "a", [1, 2, 3], [4, 5, 6]);
        var second = Text("message", "a", "thr_1", [7, 8, 9]);
        var third = Text("message", "b", "thr_1", [-127, 0, 127]);
        await Vectors.WriteAsync(new(new(5, 9)) { Put = [first, second, third] }, Stop);
        await AssertAsync(new(5, 9), first, second, third);

        var changed = Text("note", "a", "a", [9, 9, 9]);
        await Vectors.WriteAsync(new(new(1, 12)) { Put = [changed], Remove = [second.Key, new("note", "none")] }, Stop);
        await AssertAsync(new(1, 12), changed, third);

        await Vectors.WriteAsync(new(new(1, 13)) { RemoveGroups = ["thr_1"] }, Stop);
        await AssertAsync(new(1, 13), changed);
    }

    [Fact]
    public async Task Vectors_of_another_source_are_removed()
    {
        await Vectors.LoadAsync(Source, Stop);
        await Vectors.WriteAsync(new(new(1, 2)) { Put = [Text("note", "a", "a", [1])] }, Stop);
        var other = Source with { Embedder = "ollama other at http://127.0.0.1:1" };
        Assert.Empty((await Vectors.LoadAsync(other, Stop)).Texts);
        var stored = await Vectors.LoadAsync(Source, Stop);
        Assert.Empty(stored.Texts);
        Assert.Null(stored.Reach);
    }

    [Fact]
    public async Task Cleared_vectors_are_gone_and_others_take_their_place()
    {
        await Vectors.LoadAsync(Source, Stop);
        await Vectors.WriteAsync(new(new(1, 2)) { Put = [Text("note", "a", "a", [1])] }, Stop);
        await Vectors.ClearAsync(Source, Stop);
        var stored = await Vectors.LoadAsync(Source, Stop);
        Assert.Empty(stored.Texts);
        Assert.Null(stored.Reach);
        var longer = Text("note", "a", "a", [1, 2]);
        await Vectors.WriteAsync(new(new(2, 2)) { Put = [longer] }, Stop);
        await AssertAsync(new(2, 2), longer);
    }

    private protected static EmbeddedText Text(string kind, string id, string group, params sbyte[][] vectors) =>
        new(new(kind, id), group, 7, [.. vectors.Select(steps => new TextVector(0.5f, steps))]);

    private async Task AssertAsync(VectorReach reach, params EmbeddedText[] texts)
    {
        var stored = await Vectors.LoadAsync(Source, Stop);
        Assert.Equal(reach, stored.Reach);
        Assert.Equal(
            texts.Select(Written).Order(StringComparer.Ordinal), stored.Texts.Select(Written).Order(StringComparer.Ordinal));
    }

    private static string Written(EmbeddedText text) =>
        $"{text.Key} {text.Group} {text.Position} "
        + string.Join('|', text.Vectors.Select(vector => $"{vector.Scale} {string.Join(',', vector.Steps)}"));
}
