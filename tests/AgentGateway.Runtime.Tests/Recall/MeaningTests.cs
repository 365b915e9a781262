using System.Text.Json;
using AgentGateway.Domain;
using AgentGateway.Runtime.Deletions;
using AgentGateway.Runtime.Doctor;
using AgentGateway.Runtime.Memory;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Recall;
using AgentGateway.Runtime.Secrets;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Vectors;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Tests.Recall;

/// <summary>What is recalled by its meaning, and that recall goes on where the embedder does not.</summary>
public sealed class MeaningTests
{
    private const string Said = "My automobile stands behind the apiary";
    private const string Asked = "where is the car?";

    private static readonly ToolRequest Operator = new(new Caller(Principal.Operator), default(JsonElement));

    private static readonly Rejection Refused = new("embedder_refused", "The embedder refused the texts.", "Try others.");

    public static TheoryData<StoreKind> Stores => [.. Enum.GetValues<StoreKind>()];

    [Theory, MemberData(nameof(Stores))]
    public async Task What_says_the_same_in_other_words_is_found(StoreKind kind)
    {
        await using var gateway = await StartAsync(new(), kind);
        await gateway.AskAsync(Said);
        await RememberAsync(gateway, "The physician comes on Monday", "visits");
        await gateway.AskAsync("Lunch is at noon");

        var hit = await FoundAsync(gateway, Asked, Said);
        Assert.StartsWith("its meaning is near (", hit.Why, StringComparison.Ordinal);
        var note = await FoundAsync(gateway, "doctor", "The physician comes on Monday");
        Assert.Equal(("note", "operator:operator"), (note.Kind, note.Scope));
        Assert.Null((await RecallAsync(gateway, "doctor")).Note);
    }

    [Fact]
    public async Task What_was_there_before_the_embedder_gets_its_vectors_and_keeps_them_over_a_restart()
    {
        var embedder = new ScriptedEmbedder { Source = null };
        await using var gateway = await StartAsync(embedder, StoreKind.Sqlite);
        await gateway.AskAsync(Said);
        Assert.Empty(await HitsAsync(gateway, Asked));

        embedder.Source = "scripted";
        gateway.Runtime.Apply(RuntimeOptions.SettingsOf());
        await FoundAsync(gateway, Asked, Said);
        await Eventually.TrueAsync(
            async () => (await DoctorAsync(gateway)).Message.EndsWith("have vectors", StringComparison.Ordinal));
        await gateway.StopAsync();
        var made = embedder.Texts.Count(text => text == Said);

        await gateway.StartAgainAsync();
        await FoundAsync(gateway, Asked, Said);
        Assert.Equal((1, 1), (made, embedder.Texts.Count(text => text == Said)));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_was_forgotten_or_deleted_is_not_recalled_and_has_no_vector(StoreKind kind)
    {
        await using var gateway = await StartAsync(new(), kind);
        var thread = (await gateway.AskAsync(Said)).ThreadId;
        var note = await RememberAsync(gateway, "The physician comes on Monday", "visits");
        await FoundAsync(gateway, Asked, Said);
        await FoundAsync(gateway, "doctor", "The physician comes on Monday");

        await gateway.Runtime.Get<NoteService>().ForgetAsync(Operator, note, Gateway.Stop);
        await gateway.Runtime.Get<DeletionService>().DeleteAsync(Gateway.Operator, thread, Gateway.Stop);

        Assert.Empty(await HitsAsync(gateway, "doctor"));
        Assert.Empty(await HitsAsync(gateway, Asked));
        await Eventually.TrueAsync(() => gateway.Runtime.Get<MeaningIndex>().Count == 0);
        var source = new VectorSource(gateway.Store.Store.Journal.Id, "scripted");
        Assert.Empty((await gateway.Store.Store.Vectors.LoadAsync(source, Gateway.Stop)).Texts);
    }

    [Fact]
    public async Task Nothing_of_another_scope_is_found_by_its_meaning()
    {
        await using var gateway = await StartAsync(new());
        await RememberAsync(gateway, "The physician comes on Monday", "visits", "agent:weles");
        await Eventually.TrueAsync(() => gateway.Runtime.Get<MeaningIndex>().Count == 1);
        Assert.Empty(await HitsAsync(gateway, "doctor"));
        var named = await gateway.Runtime.Get<RecallService>().RecallAsync(
            Operator, new("doctor") { Scopes = ["agent:weles"] }, Gateway.Stop);
        Assert.Single(named.Value.Hits);
    }

    [Fact]
    public async Task No_secret_reaches_the_embedder()
    {
        const string Secret = "swordfish-4711";
        var embedder = new ScriptedEmbedder { Source = null };
        var secrets = new KnownSecrets();
        await using var gateway = await Gateway.StartWithAsync(
            new() { Modules = [embedder], Options = new() { Secrets = secrets } });
        await gateway.AskAsync($"The car opens with {Secret}");
        secrets.Add(Secret);
        embedder.Source = "scripted";
        gateway.Runtime.Apply(RuntimeOptions.SettingsOf());
        await Eventually.TrueAsync(() => gateway.Runtime.Get<MeaningIndex>().Count > 0);
        await RecallAsync(gateway, $"what is {Secret} for?");
        Assert.Contains(embedder.Texts, text => text.StartsWith("what is ", StringComparison.Ordinal));
        Assert.DoesNotContain(embedder.Texts, text => text.Contains(Secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_embedder_that_fails_leaves_the_words_and_a_note()
    {
        var embedder = new ScriptedEmbedder();
        await using var gateway = await StartAsync(embedder);
        await gateway.AskAsync(Said);
        await FoundAsync(gateway, Asked, Said);

        embedder.Fails = _ => new EmbedderException(
            new("embedder_unreachable", "The embedder cannot be reached.", "See whether it is up."));
        var answer = await RecallAsync(gateway, "automobile");
        Assert.Equal("The embedder cannot be reached. Ranked by words alone.", answer.Note);
        Assert.Contains(answer.Hits, hit => hit.Text == Said);
        var finding = await DoctorAsync(gateway);
        Assert.Equal(
            ("warn", "scripted: The embedder cannot be reached. Recall goes on by words alone."),
            (finding.Status, finding.Message));
    }

    [Fact]
    public async Task An_embedder_that_hangs_holds_up_no_question()
    {
        var embedder = new ScriptedEmbedder();
        var never = new TaskCompletionSource();
        await using var gateway = await StartAsync(
            embedder, options: new EmbeddingOptions { Url = "http://127.0.0.1:1", Model = "m", QuestionSeconds = 0.05 });
        await gateway.AskAsync(Said);

        // With so little time the first questions may come too late as well.
        await Eventually.TrueAsync(() => gateway.Runtime.Get<MeaningIndex>().Count > 0);
        embedder.Held = never.Task;
        var answer = await RecallAsync(gateway, "automobile");
        Assert.Equal("The embedder did not answer in time. Ranked by words alone.", answer.Note);
        Assert.Contains(answer.Hits, hit => hit.Text == Said);
        never.SetResult();
    }

    [Fact]
    public async Task Vectors_of_another_length_are_made_anew()
    {
        var embedder = new ScriptedEmbedder();
        await using var gateway = await StartAsync(embedder, StoreKind.Sqlite);
        await gateway.AskAsync(Said);
        await FoundAsync(gateway, Asked, Said);

        embedder.Dimension = 300;
        Assert.Equal(
            "The embedder makes other vectors than before. They are made anew; ranked by words alone.",
            (await RecallAsync(gateway, "automobile")).Note);
        await FoundAsync(gateway, Asked, Said);
        Assert.Equal(2, embedder.Texts.Count(text => text == Said));
    }

    [Fact]
    public async Task A_text_that_the_embedder_refuses_holds_up_no_other()
    {
        var embedder = new ScriptedEmbedder
        {
            Fails = texts => texts.Any(text => text.Contains("poison", StringComparison.Ordinal))
                ? new EmbedderException(Refused, isOfTexts: true)
                : null,
        };
        await using var gateway = await StartAsync(embedder);
        await gateway.AskAsync("The vehicle is full of poison");
        await gateway.AskAsync(Said);
        await FoundAsync(gateway, Asked, Said);
    }

    private static Task<Gateway> StartAsync(
        ScriptedEmbedder embedder, StoreKind kind = StoreKind.Volatile, EmbeddingOptions? options = null) =>
        Gateway.StartWithAsync(new()
        {
            Store = kind,
            Modules = [embedder],
            Options = options is null ? new() : new() { Settings = RuntimeOptions.SettingsOf(options) },
        });

    private static async Task<string> RememberAsync(Gateway gateway, string text, string subject, string? scope = null) =>
        (await gateway.Runtime.Get<NoteService>().RememberAsync(
            Operator, new(text) { Subject = subject, Scope = scope }, Gateway.Stop)).Value.Note.Id;

    /// <summary>Waits until the text is the first hit.</summary>
    private static Task<RecallHitView> FoundAsync(Gateway gateway, string question, string text) =>
        Eventually.FoundAsync(
            async () => await HitsAsync(gateway, question) is [var hit, ..] && hit.Text == text ? hit : null,
            $"{question} finds {text}");

    /// <summary>Only of people: agents repeat the question.</summary>
    private static async Task<IReadOnlyList<RecallHitView>> HitsAsync(Gateway gateway, string question) =>
        [.. (await RecallAsync(gateway, question)).Hits.Where(hit => hit.Speaker is null or "operator")];

    private static async Task<RecallView> RecallAsync(Gateway gateway, string question) =>
        (await gateway.Runtime.Get<RecallService>().RecallAsync(Operator, new(question), Gateway.Stop)).Value;

    private static async Task<Finding> DoctorAsync(Gateway gateway) =>
        Assert.Single(
            await gateway.Runtime.FindingsAsync(Gateway.Stop, FindingGroup.Outside),
            finding => finding.Check == "embeddings");
}
