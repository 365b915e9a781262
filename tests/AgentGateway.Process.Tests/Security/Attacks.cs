using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using AgentGateway.Process.Tests.Support;

namespace AgentGateway.Process.Tests.Security;

/// <summary>
/// The lines of <c>attacks.txt</c>, made for one workspace, and what they did. Each would leave something in a shell
/// that nothing contains: a file outside of the workspace, a secret of the home in it, a connection to a server of this
/// machine, or something that a tool of the person would execute later. <c>[program]</c> stands before what needs one.
/// </summary>
internal sealed partial class Attacks : IAsyncDisposable
{
    private const string Canary = "canary-5d1e";

    /// <summary>What the test itself says last.</summary>
    private const string End = "the end";

    /// <summary>A way in by which each command has a sandbox of its own gets so many of them one by one.</summary>
    private const int SampleEvery = 8;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentQueue<string> _received = [];
    private readonly TaskCompletionSource _heard = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _listening;
    private readonly Dictionary<string, string> _places;
    private readonly string _token;
    private readonly HashSet<string> _before;
    private readonly string _executedLater;

    private Attacks(string home, Daemon daemon, string name, string approval)
    {
        _token = daemon.Token;
        (Home, Work, Outside) = (home, Path.Combine(home, name), Path.Combine(home, "..", $"outside-{name}"));
        Outside = Path.GetFullPath(Outside);
        _listener.Start();
        _listening = ListenAsync();
        _places = new()
        {
            ["HOME"] = home,
            ["OUT"] = Outside,
            ["DATA"] = daemon.Data,
            ["PORT"] = string.Create(CultureInfo.InvariantCulture, $"{((IPEndPoint)_listener.LocalEndpoint).Port}"),
            ["AGW"] = Agw.File,
            ["APPROVAL"] = approval,
        };
        foreach (var directory in (string[])[Work, Outside, Path.Combine(home, ".ssh"), Path.Combine(home, ".aws")])
            Directory.CreateDirectory(directory);
        GitRepository.GitIn(Work, "init", "--quiet");
        GitRepository.GitIn(Work, "commit", "--quiet", "--allow-empty", "--message", "First");
        Write(Path.Combine(home, ".ssh", "id_ed25519"), Canary);
        Write(Path.Combine(home, ".aws", "credentials"), Canary);
        Write(Path.Combine(home, ".bashrc"), "# empty");
        Write(
            Path.Combine(Work, "p"),
            """
            exec 2> /dev/null
            : > ran.$1
            : > @HOME@/mark.$1
            : > @OUT@/mark.$1
            cat @HOME@/.ssh/id_ed25519 @HOME@/.aws/credentials @DATA@/token > leak.$1
            echo "n=$1;" > /dev/tcp/127.0.0.1/@PORT@
            echo "n=$1;" >> .git/hooks/post-commit
            mkdir -p .vscode; echo "n=$1;" > .vscode/x.$1
            """);
        Write(Path.Combine(Work, "approve"), "@AGW@ approve @APPROVAL@ --data @DATA@ > said 2>&1; : > ran.approve");
        All = [.. Lines()];
        foreach (var attack in All) File.WriteAllText(Path.Combine(Work, $"line.{attack.Number:D3}"), attack.Line);
        _before = [.. Entries()];
        _executedLater = ExecutedLater();
    }

    public string Home { get; }

    /// <summary>The workspace, a repository.</summary>
    public string Work { get; }

    public string Outside { get; }

    /// <summary>Those whose programs are installed.</summary>
    public IReadOnlyList<Attack> All { get; }

    /// <summary>
    /// A line that tries all of them, each by a shell of its own, and approves what waits at the end.
    /// </summary>
    public static string TriesAll => "for line in line.*; do bash $line; done; bash ./approve";

    /// <summary>Some of them, and the line that tries all.</summary>
    public IEnumerable<string> Some =>
        [.. All.Where(
            attack => attack.Runs && attack.Number % SampleEvery == 0).Select(attack => attack.Line), TriesAll];

    /// <summary>Each of them, and one that approves what waits.</summary>
    public IEnumerable<string> Each => [.. All.Select(attack => attack.Line), "bash ./approve"];

    /// <param name="name">Of the workspace, which is made in the home.</param>
    /// <param name="approval">What waits for a person.</param>
    public static Attacks On(string home, Daemon daemon, string name, string approval) =>
        new(home, daemon, name, approval);

    /// <summary>The numbers of the lines that ran the file <c>p</c>, in a sandbox or not.</summary>
    public IReadOnlySet<int> Ran() => Numbers(Directory.EnumerateFileSystemEntries(Work, "ran.*"));

    /// <summary>The numbers of the lines that had an effect.</summary>
    public async Task<IReadOnlySet<int>> EffectiveAsync()
    {
        await HeardAllAsync();
        var found = Numbers(
            Entries().Except(_before).Where(path => Path.GetFileName(path).StartsWith("mark.", default)));
        foreach (var leak in Files(Work).Where(file => HasSecret(Read(file))))
            found.UnionWith(Numbers(Path.GetRelativePath(Work, leak).Split('/')));
        foreach (Match told in Number().Matches(string.Join('\n', [.. _received, ExecutedLater()])))
            found.Add(int.Parse(told.Groups[1].Value, CultureInfo.InvariantCulture));
        return found;
    }

    /// <summary>Nothing of this machine is other than before, but for the files of the workspace.</summary>
    /// <param name="answers">All that the gateway said.</param>
    public async Task HaveNoEffectAsync(string answers)
    {
        Assert.Empty(await EffectiveAsync());
        Assert.Empty(Entries().Except(_before));
        Assert.Equal(_executedLater, ExecutedLater());
        Assert.Empty(_received);
        Assert.False(HasSecret(answers), "An answer has a secret in it.");
        Assert.All(Files(Work), file => Assert.False(HasSecret(Read(file)), file));
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _listening;
        _listener.Dispose();
        _stopping.Dispose();
    }

    private IEnumerable<Attack> Lines()
    {
        var number = 0;
        foreach (var written in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Security", "attacks.txt")))
        {
            number++;
            var line = written;
            if (Needed().Match(written) is { Success: true } needed)
            {
                if (!Programs.Has(needed.Groups[1].Value)) continue;
                line = written[needed.Length..];
            }

            var run = $"bash ./p {number}";
            yield return new(
                number,
                Placed(line.Replace("\\n", "\n", StringComparison.Ordinal)
                    .Replace("@RUN@", run, StringComparison.Ordinal)
                    .Replace("@B64@", Convert.ToBase64String(Encoding.UTF8.GetBytes(run)), StringComparison.Ordinal)
                    .Replace("@N@", $"{number}", StringComparison.Ordinal)),
                line.Contains("./p @N@", StringComparison.Ordinal) || line.Contains("@RUN@", StringComparison.Ordinal)
                    || line.Contains("@B64@", StringComparison.Ordinal)
                    || line.Contains("./$i @N@", StringComparison.Ordinal));
        }
    }

    private void Write(string file, string text) => File.WriteAllText(file, Placed(text) + "\n");

    private string Placed(string text) => _places.Aggregate(
        text, (said, place) => said.Replace($"@{place.Key}@", place.Value, StringComparison.Ordinal));

    /// <summary>All that is in the home and in the directory outside, without workspaces.</summary>
    private IEnumerable<string> Entries() => Directory.EnumerateFileSystemEntries(Home)
        .Where(path => !Directory.Exists(Path.Combine(path, ".git"))).Append(Outside)
        .SelectMany(path => Directory.Exists(path)
            ? Directory.EnumerateFileSystemEntries(path, "*", SearchOption.AllDirectories).Append(path)
            : [path]);

    /// <summary>The texts of what a shell, git, an editor or an agent executes later.</summary>
    private string ExecutedLater()
    {
        string[] directories = [".git/hooks", ".vscode", ".claude"];
        string[] files = [".git/config", ".mcp.json", ".envrc"];
        return string.Join('\n', files.Select(name => Path.Combine(Work, name))
            .Concat(directories.Select(name => Path.Combine(Work, name)).Where(Directory.Exists).SelectMany(Files))
            .Concat(Files(Path.Combine(Home, ".config")))
            .Append(Path.Combine(Home, ".bashrc")).Append(Path.Combine(Home, ".gitconfig"))
            .Order(StringComparer.Ordinal)
            .Select(file => new FileInfo(file).LinkTarget ?? (File.Exists(file) ? Read(file) : "")));
    }

    private bool HasSecret(string text) =>
        text.Contains(Canary, StringComparison.Ordinal) || text.Contains(_token, StringComparison.Ordinal);

    private static IEnumerable<string> Files(string directory) => Directory.Exists(directory)
        ? Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories)
            .Where(file => new FileInfo(file).LinkTarget is null)
        : [];

    private static string Read(string file)
    {
        try
        {
            return Encoding.Latin1.GetString(File.ReadAllBytes(file));
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            // A sandbox that has just ended takes away the empty files that held places.
            return "";
        }
    }

    private static HashSet<int> Numbers(IEnumerable<string> names) =>
        [.. names.Select(name => NumberOfFile().Match(name)).Where(match => match.Success)
            .Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))];

    /// <summary>Connections are heard one after the other, so what came before this one is heard after it.</summary>
    private async Task HeardAllAsync()
    {
        using var client = new TcpClient();
        await client.ConnectAsync((IPEndPoint)_listener.LocalEndpoint, Limits.Soon());
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(End + "\n"), Limits.Soon());
        await _heard.Task.WaitAsync(Limits.Soon());
    }

    private async Task ListenAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stopping.Token);
                using var reader = new StreamReader(client.GetStream());
                var said = await reader.ReadLineAsync(_stopping.Token) ?? "";
                if (said == End) _heard.TrySetResult();
                else _received.Enqueue(said);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or IOException)
        {
            // The test is over.
        }
    }

    [GeneratedRegex(@"^\[([a-z0-9]+)\] ")]
    private static partial Regex Needed();

    [GeneratedRegex("n=([0-9]+);")]
    private static partial Regex Number();

    [GeneratedRegex(@"^(?:.*/)?(?:mark|leak|ran)\.([0-9]+)$")]
    private static partial Regex NumberOfFile();
}
