using System.Text;
using AgentGateway.Runtime.Recall.Evaluation;

namespace AgentGateway.Runtime.Tests.Recall;

/// <summary>The quality of recall on conversations that were made up for it, and the reading of such files.</summary>
public sealed class RecallEvaluationTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StoreKind.Sqlite, false)]
    [InlineData(StoreKind.Volatile, false)]
    [InlineData(StoreKind.Sqlite, true)]
    public async Task Most_evidence_is_among_the_first_hits(StoreKind kind, bool byMeaning)
    {
        var json = await File.ReadAllBytesAsync(
            Path.Combine(AppContext.BaseDirectory, "Recall", "conversations.json"), Stop);
        var data = RecallDataReader.Read(json, "conversations.json").Value;
        var evaluation = new RecallEvaluation(TimeProvider.System);
        var embedder = new ScriptedEmbedder { Dimension = 4_096 };
        foreach (var conversation in data.Conversations)
        {
            using var folder = new TemporaryFolder();
            await using var store = await TestStore.OpenAsync(kind, folder["recall.db"], TimeProvider.System);
            await evaluation.AskAsync(conversation, store.Store, byMeaning ? embedder : null, Stop);
        }

        var report = evaluation.Report();
        Assert.Equal(21, report.Questions);
        Assert.Equal(byMeaning, embedder.Texts.Count > report.Questions);
        Assert.Equal(["1", "2", "3", "4"], report.ByCategory.Keys);
        Assert.Equal(report.Questions, report.ByCategory.Values.Sum(category => category.Questions));
        Assert.InRange(report.RecallAt10, 0.85, 1);
        Assert.InRange(report.RecallAt5, 0.75, report.RecallAt10);
        Assert.InRange(report.RecallAt1, 0.5, report.RecallAt5);
        Assert.InRange(report.SessionHitAt1, 0.75, 1);
    }

    [Theory]
    [InlineData("", "it is no JSON")]
    [InlineData("{", "it is no JSON")]
    [InlineData("3", "it has no question")]
    [InlineData("[]", "it has no question")]
    [InlineData("[3]", "its entry 1 has no \"conversation\"")]
    [InlineData("""[{"conversation": {}}]""", "its entry 1 has no \"conversation\"")]
    [InlineData(
        """[{"conversation": {"session_1": [{"text": "a"}]}, "qa": [{"question": "a?", "evidence": ["D9"]}]}]""",
        "no question")]
    [InlineData("""{"conversation": {"session_1": [7]}, "qa": 7}""", "no question")]
    public void A_file_of_another_layout_is_refused_with_the_reason(string json, string reason)
    {
        var refusal = RecallDataReader.Read(Encoding.UTF8.GetBytes(json), "x.json").Rejection;
        Assert.Equal("recall_data_unreadable", refusal?.Code);
        Assert.Contains(reason, refusal!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Malformed_evidence_is_split_and_what_names_no_turn_is_left_out()
    {
        const string Json = """
            {"conversation": {
              "session_2": [{"speaker": "A", "dia_id": "D2:1", "text": "two", "blip_caption": "a dog"}],
              "session_1": [{"speaker": "A", "dia_id": "D1:1", "text": "one"}, {"text": "x"}],
              "session_1_date_time": "1:56 pm on 8 May, 2023", "session_3_date_time": "no date"},
             "qa": [
              {"question": "a?", "evidence": ["D2:1; D1:1", "D"], "category": 3},
              {"question": "b?", "evidence": "D1:2,D1:2"},
              {"question": "c?", "evidence": []}, {"question": "d?"}, {"evidence": ["D1:1"]}, 5]}
            """;
        var conversation = Assert.Single(RecallDataReader.Read(Encoding.UTF8.GetBytes(Json), "x.json").Value.Conversations);
        Assert.Equal(
            ["a? 3 D2:1,D1:1", "b? none D1:2"],
            conversation.Questions.Select(each => $"{each.Text} {each.Category} {string.Join(',', each.Evidence)}"));
        Assert.Equal([1, 2], conversation.Sessions.Select(session => session.Number));
        Assert.Equal(new DateTimeOffset(2023, 5, 8, 13, 56, 0, TimeSpan.Zero), conversation.Sessions[0].At);
        Assert.Equal("two [picture: a dog]", conversation.Sessions[1].Turns[0].Text);
    }
}
