using System.Text.RegularExpressions;
using AgentGateway.Process.Tests.Support;

namespace AgentGateway.Process.Tests.Readme;

/// <summary>
/// A person with an empty home who types what the README says into a shell, line by line. Only the port is chosen for them,
/// because other daemons run on this machine, and they have a repository, as people do.
/// </summary>
internal sealed partial class Newcomer : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private int _typed;

    public Newcomer()
    {
        Directory.CreateDirectory(Path.Combine(Home, "src"));
        Directory.CreateDirectory(Path.Combine(Home, "project"));
        using var repository = GitRepository.Create();
        Directory.Move(repository.Path, Path.Combine(Home, "src", "app"));
        Write("appsettings.json", """{ "Http": { "Url": "http://127.0.0.1:0" } }""");
    }

    private string Home => _folder["home"];

    private string Data => _folder["home/.local/share/agentgateway"];

    /// <summary>Puts a file into the data directory.</summary>
    public void Write(string name, string text)
    {
        var file = Path.Combine(Data, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.SetUnixFileMode(Data, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.WriteAllText(file, text);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    /// <summary>Starts a shell in a terminal, with nothing of this machine's settings.</summary>
    public async Task<Person> SitDownAsync()
    {
        var person = await Person.StartProgramAsync(
            120, 50, "/usr/bin/env", "-i", $"HOME={Home}", "TERM=xterm-256color", "PAGER=cat", "LANG=C.UTF-8",
            $"PATH={Path.GetDirectoryName(Agw.File)}:{Environment.GetEnvironmentVariable("PATH")}",
            "PS1=<\\#:$?> ", "bash", "--noprofile", "--norc");
        await PromptAsync(person);
        await TypeAsync(person, "cd ~/project", 0);
        return person;
    }

    /// <summary>Types a line and sees that it succeeds. A message that needs an approval leaves it for later.</summary>
    /// <param name="place">The block's line in the README.</param>
    public async Task TypeAsync(Person person, string line, int place)
    {
        var before = person.Raw.Length;
        await person.TypeAsync($"clear; {line}\r");
        var isLeft = false;
        if (Leave(line) is { } left)
        {
            await person.SeesAsync(_ => IsPrinted(left.Taking), $"what {line} shows");
            await person.TypeAsync(left.Key);
        }
        else
        {
            await person.SeesAsync(screen => IsPrompt(screen) || IsPrinted("Allow it?"), $"the end of {line}");
            if (!IsPrompt(person.Screen))
            {
                isLeft = line.StartsWith("agw thread send ", StringComparison.Ordinal);
                await person.TypeAsync(isLeft ? "\r" : "y\r");
            }
        }

        var exit = await PromptAsync(person);
        Assert.True(exit == (isLeft ? 4 : 0), $"README.md:{place}: {line} ended with {exit}\n{person.Screen.TrimEnd()}");

        bool IsPrinted(string text) => person.Raw.IndexOf(text, before, StringComparison.Ordinal) >= 0;
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>
    /// What a verb prints once it has taken the terminal, and the key by which a person leaves it; null for other verbs.
    /// </summary>
    private static (string Taking, string Key)? Leave(string line) =>
        line.StartsWith("agw attach ", StringComparison.Ordinal) ? ("\e[22;0t", "\x11")
        : line.StartsWith("agw top", StringComparison.Ordinal) ? ("\e[?1049h", "q")
        : null;

    private bool IsPrompt(string screen) =>
        Prompt().Matches(screen) is [.., var last] && int.Parse(last.Groups[1].Value) == _typed + 1;

    private async Task<int> PromptAsync(Person person)
    {
        await person.SeesAsync(IsPrompt, "the prompt of the shell");
        _typed++;
        return int.Parse(Prompt().Matches(person.Screen)[^1].Groups[2].Value);
    }

    [GeneratedRegex(@"^<(\d+):(\d+)>", RegexOptions.Multiline)]
    private static partial Regex Prompt();
}
