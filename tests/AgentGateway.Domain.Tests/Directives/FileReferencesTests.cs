using AgentGateway.Domain.Directives;

namespace AgentGateway.Domain.Tests.Directives;

/// <summary>Where a message refers to files.</summary>
public sealed class FileReferencesTests
{
    private static readonly string[] Pieces =
    [
        "@", "a.txt", "b/c d", "\"", "`", "``", "```", " ", "\n", "(", ")", ".", ",", "'", "é", "\ud83d", "mail",
    ];

    [Theory]
    [InlineData("See @notes.txt", "notes.txt")]
    [InlineData("@notes.txt is wrong", "notes.txt")]
    [InlineData("See @src/a.cs, @src/b.cs; (@c.md) and [@d.md]!", "src/a.cs", "src/b.cs", "c.md", "d.md")]
    [InlineData("See @\"my notes.txt\" and \"@other.txt\"", "my notes.txt", "other.txt")]
    [InlineData("See @notes.txt.", "notes.txt")]
    [InlineData("Is it @notes.txt?", "notes.txt")]
    [InlineData("@a @b @a", "a", "b")]
    [InlineData("@../secret", "../secret")]
    [InlineData("@żółw.md", "żółw.md")]
    public void A_path_after_the_sign_is_a_reference(
        string text, params string[] paths) => Assert.Equal(paths, FileReferences.Find(text, 10));

    [Theory]
    [InlineData("me@example.org")]
    [InlineData("@")]
    [InlineData("@ notes.txt")]
    [InlineData("@...")]
    [InlineData("`@notes.txt`")]
    [InlineData("`` a ` @notes.txt ``")]
    [InlineData("```\n@Override\n```")]
    [InlineData("` `` @notes.txt `")]
    public void Other_signs_and_code_are_text(string text) => Assert.Empty(FileReferences.Find(text, 10));

    [Fact]
    public void Code_ends_where_its_marks_end() =>
        Assert.Equal(["a", "b"], FileReferences.Find("`@x` @a ```@y``` @b", 10));

    [Fact]
    public void A_mark_that_nothing_closes_begins_no_code() =>
        Assert.Equal(["a"], FileReferences.Find("It's ` odd @a", 10));

    [Fact]
    public void Only_so_many_are_found() => Assert.Equal(["a", "b"], FileReferences.Find("@a @b @c", 2));

    [Fact]
    public void Whatever_is_found_stands_in_the_text_after_the_sign() =>
        Fuzz.Check(20_000, 14, Fuzz.Texts(Pieces), text =>
    {
        var found = FileReferences.Find(text, 5);
        Assert.True(found.Count <= 5);
        Assert.Equal(found.Distinct(), found);
        foreach (var path in found)
        {
            Assert.NotEmpty(path);
            Assert.True(
                text.Contains("@" + path, StringComparison.Ordinal)
                    || text.Contains($"@\"{path}\"", StringComparison.Ordinal));
        }
    });

    [Fact]
    public void What_is_wrapped_in_code_is_text() => Fuzz.Check(10_000, 14, Fuzz.Texts(Pieces), text =>
    {
        var marks = new string('`', 4);
        if (!text.Contains(marks, StringComparison.Ordinal))
            Assert.Empty(FileReferences.Find($"{marks} {text} {marks}", 5));
    });

    [Fact]
    public void What_stands_outside_code_is_found() => Fuzz.Check(10_000, 14, Fuzz.Texts(Pieces), text =>
    {
        var plain = text.Replace("`", "", StringComparison.Ordinal).Replace("\"", "", StringComparison.Ordinal);
        Assert.Contains("end.txt", FileReferences.Find($"{plain} `code` @end.txt", 100));
    });
}
