using AgentGateway.Domain.Recall;
using AgentGateway.Storage.Sqlite;

namespace AgentGateway.Storage.Tests.Search;

/// <summary>What is compared in memory has the stems that the indexes have.</summary>
public sealed class StemmerTests
{
    private static readonly string[] Bases =
    [
        "run", "hop", "hope", "fall", "hiss", "fizz", "plan", "relat", "condition", "valenc", "digit", "conform", "radic",
        "different", "vile", "analog", "vietnam", "predic", "oper", "feudal", "decis", "hope", "callous", "formal", "sensit",
        "sensib", "triplic", "form", "electr", "good", "reviv", "allow", "infer", "airlin", "gyroscop", "adjust", "defens",
        "irrit", "replac", "depend", "adopt", "homolog", "commun", "activ", "angular", "effect", "bowdler", "prob", "rat",
        "ceas", "control", "roll", "agre", "fe", "tr", "y", "sky", "syzyg", "toy", "eed", "b", "i", "w", "box", "snow", "pay",
    ];

    private static readonly string[] Suffixes =
    [
        "", "s", "es", "sses", "ies", "ss", "eed", "ed", "ing", "y", "ational", "tional", "enci", "anci", "izer", "bli", "alli",
        "entli", "eli", "ousli", "ization", "ation", "ator", "alism", "iveness", "fulness", "ousness", "aliti", "iviti",
        "biliti", "logi", "icate", "ative", "alize", "iciti", "ical", "ful", "ness", "al", "ance", "ence", "er", "ic", "able",
        "ible", "ant", "ement", "ment", "ent", "ion", "sion", "tion", "ou", "ism", "ate", "iti", "ous", "ive", "ize", "e", "ll",
        "ly", "ings", "edly", "ment's",
    ];

    private static readonly string[] Whole =
    [
        "sses", "ies", "ing", "ed", "sing", "bed", "bring", "king", "was", "is", "as", "2023", "3d", "x86", "naïve", "Übung",
        "über", "señor", "żółw", "čas", "mañanas", "привет", "дела", "日本語", "ação", "ačing", "öed",
        "generalizations",
        "oscillators", new('a', 63), new string('s', 64), new string('b', 61) + "ing", new string('b', 62) + "ing",
    ];

    [Fact]
    public void Words_have_the_stems_that_SQLite_gives_them()
    {
        string[] words =
        [
            .. Bases.SelectMany(each => Suffixes.Select(suffix => each + suffix)).Concat(Whole)
                .SelectMany(TextTokens.Folded).Distinct(),
        ];
        using var database = SqliteDatabase.OpenInMemory();
        database.Execute("""
            CREATE VIRTUAL TABLE words USING fts5 (text, tokenize = 'porter unicode61 remove_diacritics 2');
            CREATE VIRTUAL TABLE stems USING fts5vocab ('words', 'instance');
            """);
        var insert = database.Prepare("INSERT INTO words (rowid, text) VALUES (?1, ?2)");
        for (var index = 0; index < words.Length; index++)
            insert.Bind(1, index).Bind(2, words[index]).Run();

        var stems = database.Prepare("SELECT doc, term FROM stems ORDER BY doc, offset")
            .All(record => (Word: words[record.Int64(0)], Stem: record.Text(1)));

        Assert.True(stems.Count > 3_000);
        Assert.Equal(stems, stems.Select(found => (found.Word, Stemmer.Stem(found.Word))));
    }

    [Fact]
    public void A_question_has_its_words_without_stop_words_and_only_then_those() =>
        Assert.Equal(
            ("Caroline,went,support,group,May,2023", "what,is,it", ""),
            (
                string.Join(',', RecallWords.Of("When Caroline went to the support group, in May 2023? SUPPORT!")),
                string.Join(',', RecallWords.Of("what is it")),
                string.Join(',', RecallWords.Of("?!"))));
}
