using System.Text.Json;
using AgentGateway.Storage.Search;
using AgentGateway.Storage.Sqlite;

namespace AgentGateway.Storage.Tests.Search;

/// <summary>Which messages are chosen to be ranked.</summary>
public sealed class WorthRankingTests : IDisposable
{
    private const int Texts = 1_500;
    private static readonly string[] Vocabulary = ["red", "green", "blue", "tea", "pot"];
    private readonly SqliteDatabase _database = SqliteDatabase.OpenInMemory();
    private readonly Dictionary<long, string[]> _texts = [];

    public void Dispose() => _database.Dispose();

    [Theory]
    [InlineData(10)]
    [InlineData(243)]
    [InlineData(525)]
    public void Chosen_is_what_has_several_words_then_what_has_rarer_ones_then_what_is_newer(int limit)
    {
        Fill(seed: limit);
        var wanted = Math.Max(400, limit * 2);
        var rarity = Vocabulary.ToDictionary(
            word => word, word => Math.Log(1 + ((double)Texts / (_texts.Values.Count(text => text.Contains(word)) + 1))));
        var expected = _texts.Where(text => text.Value.Length > 0).OrderByDescending(text => text.Value.Length > 1)
            .ThenByDescending(text => Vocabulary.Where(text.Value.Contains).Sum(word => rarity[word]))
            .ThenByDescending(text => text.Key).Take(wanted).Select(text => text.Key).Order();

        var worth = new WorthRanking(_database, Vocabulary, null);

        Assert.Equal(expected, JsonSerializer.Deserialize<long[]>(worth.Choose(limit)!));
        Assert.All(_texts, text => Assert.Equal(text.Value.Length >= 2, worth.HasAtLeast(2, text.Key)));
    }

    [Fact]
    public void Nothing_is_chosen_where_all_can_be_ranked()
    {
        Fill(seed: 1);
        Assert.Null(new WorthRanking(_database, Vocabulary, null).Choose(limit: Texts));
    }

    /// <summary>The first words are rarer than the last, and some messages have none.</summary>
    private void Fill(int seed)
    {
        var random = new Random(seed);
        _database.Execute("""
            CREATE TABLE message (number INTEGER PRIMARY KEY);
            CREATE VIRTUAL TABLE message_text USING fts5 (text);
            """);
        var message = _database.Prepare("INSERT INTO message (number) VALUES (?1)");
        var insert = _database.Prepare("INSERT INTO message_text (rowid, text) VALUES (?1, ?2)");
        for (var number = 1L; number <= Texts; number++)
        {
            _texts[number] = [.. Vocabulary.Where((_, place) => random.Next(10) <= place)];
            message.Bind(1, number).Run();
            insert.Bind(1, number).Bind(2, string.Join(' ', _texts[number])).Run();
        }
    }
}
