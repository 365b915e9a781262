using AgentGateway.Domain.Memory;

namespace AgentGateway.Domain.Tests.Memory;

/// <summary>Which notes say the same, which contradict one another, and which may both be true.</summary>
public sealed class NoteComparisonTests
{
    [Theory]
    [InlineData("The port is 8080", "The port is 8080.")]
    [InlineData("Alice lives in Berlin", "alice lived in Berlin")]
    [InlineData("We don't deploy on Fridays", "We never deploy on Friday")]
    [InlineData("The nightly build of the shop runs at noon", "The nightly build of our shop always runs at noon")]
    public void These_say_the_same(string earlier, string later) =>
        Assert.Equal(NoteLikeness.Same, Compare(earlier, later));

    [Theory]
    [InlineData("The port is 8080", "The port is 9090")]
    [InlineData("Alice lives in Berlin", "Alice lives in Paris")]
    [InlineData("We deploy on Fridays", "We do not deploy on Fridays any more")]
    [InlineData("The timeout is 30 seconds", "The timeout is 60 seconds")]
    [InlineData("Alice prefers tabs", "Alice prefers spaces")]
    [InlineData("Feature flags are on in staging", "Feature flags are off in staging")]
    public void These_contradict_one_another(string earlier, string later) =>
        Assert.Equal(NoteLikeness.Contradicts, Compare(earlier, later));

    [Theory]
    [InlineData("Alice likes tea", "Alice likes coffee")]
    [InlineData("Alice likes tea", "Bob likes tea")]
    [InlineData("Alice manages Bob", "Bob manages Alice")]
    [InlineData("The build uses gcc", "The release is tagged on Thursdays")]
    [InlineData("The build of the shop uses gcc", "The build of the shop uses gcc 13")]
    [InlineData("", "…")]
    public void These_may_both_be_true(string earlier, string later) =>
        Assert.Equal(NoteLikeness.Different, Compare(earlier, later));

    [Fact]
    public void A_subject_that_is_a_question_has_one_answer()
    {
        Assert.Equal(
            NoteLikeness.Contradicts,
            Compare("The project uses npm", "The project uses pnpm", "package manager", "package manager"));
        Assert.Equal(NoteLikeness.Contradicts, Compare("vim", "emacs", "favourite editor", "favourite editor"));
        Assert.Equal(NoteLikeness.Different, Compare("8080", "9090", "port of the shop", "port of the office"));
    }

    [Fact]
    public void Notes_of_two_scopes_have_nothing_to_do_with_each_other()
    {
        var one = Note("The port is 8080", "");
        Assert.Equal(NoteLikeness.Different, NoteComparison.Compare(one, one with { Scope = MemoryScope.Agent("weles") }));
    }

    [Fact]
    public void Any_two_texts_are_compared_in_both_directions_alike()
    {
        string[] words =
        [
            "port", "is", "not", "8080", "alice", "likes", "on", "off", "żółw", "'", "\u0000", "😀", "🧪🧪",
        ];
        var random = new Random(14);
        for (var round = 0; round < 3_000; round++)
        {
            var (one, other) = (Some(), Some());
            Assert.Equal(Compare(one, other), Compare(other, one));
            Assert.NotEqual(NoteLikeness.Contradicts, Compare(one, one));
        }

        string Some() => string.Join(' ', random.GetItems(words, random.Next(0, 7)));
    }

    private static NoteLikeness Compare(string earlier, string later, string before = "", string after = "") =>
        NoteComparison.Compare(Note(earlier, before), Note(later, after));

    private static NoteContent Note(string text, string subject) =>
        new(text, subject, NoteKind.Fact, MemoryScope.Global, 1, null);
}
