using AgentGateway.Cli;
using AgentGateway.Cli.Chat;

namespace AgentGateway.Host.Tests.Chat;

public sealed class ChatCompletionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ChatCompletion _completion = new(ChatCommands.All, prefix => Task.FromResult(
        (IReadOnlyList<Reference>)(prefix switch
        {
            "agent" => [new("svarog", "Svarog", null), new("weles", "Weles", null)],
            "thr_" => [new("thr_1", "Release notes", null)],
            "apr_" => [new("apr_1", null, null)],
            _ => [],
        })));

    public ChatCompletionTests()
    {
        Directory.CreateDirectory(_folder["src"]);
        Directory.CreateDirectory(_folder["with blank"]);
        foreach (var name in (string[])["src/a.cs", "src/b.cs", "README.md", ".hidden", "two words.txt"])
            File.WriteAllText(_folder[name], "");
        _completion.Directory = _folder.Path;
    }

    [Theory]
    [InlineData("/ha", "/handoff")]
    [InlineData("/q", "/quit")]
    [InlineData("!", "!svarog !weles")]
    [InlineData("@we", "@weles")]
    [InlineData("/handoff s", "svarog")]
    [InlineData("/read t", "thr_1")]
    [InlineData("/approve ", "apr_1")]
    [InlineData("look at @src/", "@src/a.cs @src/b.cs")]
    [InlineData("look at @read", "@README.md")]
    [InlineData("look at @.h", "@.hidden")]
    [InlineData("look at @two", "@\"two words.txt\"")]
    [InlineData("look at @\"two w", "@\"two words.txt\"")]
    [InlineData("look at @\"with", "@\"with blank/")]
    [InlineData("look at @../", "")]
    [InlineData("look at @/etc/", "")]
    [InlineData("nothing", "")]
    [InlineData("say /ha", "")]
    [InlineData("say !we", "")]
    public async Task A_word_becomes_what_it_can_be(string text, string expected)
    {
        var list = await _completion.OfAsync(text, text.Length);
        Assert.Equal(expected, string.Join(' ', list.Candidates.Select(one => one.Word)));
    }

    [Fact]
    public async Task Agents_come_before_files_at_the_beginning_and_only_there()
    {
        File.WriteAllText(_folder["west.txt"], "");

        Assert.Equal(["@weles", "@west.txt"], (await _completion.OfAsync("@we", 3)).Candidates.Select(one => one.Word));
        Assert.Equal(["@west.txt"], (await _completion.OfAsync("a @we", 5)).Candidates.Select(one => one.Word));
    }

    [Fact]
    public async Task A_thread_without_a_directory_has_no_files()
    {
        _completion.Directory = null;
        Assert.Empty((await _completion.OfAsync("see @", 5)).Candidates);
    }

    public void Dispose() => _folder.Dispose();
}
