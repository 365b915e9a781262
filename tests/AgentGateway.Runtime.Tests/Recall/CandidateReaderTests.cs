using AgentGateway.Domain.Memory;
using AgentGateway.Domain.Recall;
using AgentGateway.Runtime.Recall;

namespace AgentGateway.Runtime.Tests.Recall;

/// <summary>Which words of a question a text has.</summary>
public sealed class CandidateReaderTests
{
    private static readonly string[] Bases =
    [
        "a", "b", "y", "ab", "ay", "ey", "by", "sky", "toy", "ebb", "ies", "run", "hope", "fall", "relat", "oper", "syzyg",
        "vietnam", "2023", "3d", "naïv", "über", "żół", "привет",
    ];

    private static readonly string[] Suffixes =
    [
        "", "s", "es", "ies", "y", "ys", "ed", "eed", "ing", "ings", "ies", "ational", "ization", "ator", "fulness", "ement",
        "ion", "able", "ll", "e",
    ];

    [Fact]
    public void A_text_has_each_word_that_has_a_stem_of_the_question_and_no_other()
    {
        string[] words = [.. Bases.SelectMany(each => Suffixes.Select(suffix => each + suffix)).Distinct()];
        foreach (var asked in words)
        {
            var question = new QuestionWords(
                new RecallQuery { Text = asked, Words = [asked], Scopes = [MemoryScope.Global] });
            var stem = Assert.Single(RecallWords.Stems(asked));
            var reader = new CandidateReader(question);
            Assert.Equal(
                words.Where(word => RecallWords.Stems(word).Contains(stem)),
                words.Where(word => reader.Read(word).Counts[0] > 0));
        }
    }
}
