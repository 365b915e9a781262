using System.Net.Sockets;
using AgentGateway.Domain;
using AgentGateway.Posix;
using AgentGateway.Runtime.Modules;
using Microsoft.Win32.SafeHandles;

namespace AgentGateway.Runtime.Egress;

/// <summary>
/// Makes namespaces by a process of its own, <c>agw sandbox-net</c>, that is started inside of a user namespace with
/// the first of them and ends with the daemon: entering a user namespace is not possible for a process of several
/// threads, and starting a program for each namespace would cost more than the command that runs in it. One that has
/// ended by itself is started anew; namespaces that it made go on as long as a process is in them.
/// </summary>
internal sealed class EgressNamespaces : IEgressNamespaces, IAsyncDisposable
{
    private const string Enter = "nsenter";
    private const string Unshare = "unshare";

    private readonly GatewayHome _home;
    private readonly IReadOnlyList<string> _program;
    private readonly SemaphoreSlim _one = new(1, 1);
    private Maker? _maker;

    public EgressNamespaces(GatewayHome home, OwnProgram program) => (_home, _program) = (home, program.Words);

    public Rejection? Missing =>
        _program.Count == 0 ? EgressRejections.Unavailable("this gateway has no program of its own.")
        : Find(Enter) is null || Find(Unshare) is null
            ? EgressRejections.Unavailable("unshare and nsenter are not installed.")
            : null;

    public async Task<Outcome<EgressNamespace>> OpenAsync(
        IReadOnlyList<ushort> ports, CancellationToken cancellationToken)
    {
        if (Missing is { } missing) return missing;
        await _one.WaitAsync(cancellationToken);
        try
        {
            // One that ended meanwhile is noticed by its silence, and a new one is asked once.
            for (var first = _maker is null; ; first = true)
            {
                _maker ??= Start(Find(Unshare)!, ["--user", "--map-current-user", "--keep-caps", "--net"]);
                if (await Task.Run(() => _maker.Ask(NamespaceMessage.Open(ports)), CancellationToken.None) is { } made)
                    return Of(Find(Enter)!, _maker, made);
                await EndAsync();
                if (first) return EgressRejections.Unavailable("user namespaces are not allowed, or the helper ended.");
            }
        }
        catch (OsException failure)
        {
            return EgressRejections.Unavailable(failure.Message);
        }
        finally
        {
            _one.Release();
        }
    }

    public async Task<Outcome<EgressNamespace>> ReopenAsync(
        int process, IReadOnlyList<ushort> ports, CancellationToken cancellationToken)
    {
        if (Missing is not null || SandboxedBelow(process) is not { } inside) return EgressRejections.Lost;
        try
        {
            using var helper = Start(
                Find(Enter)!,
                [$"--user=/proc/{inside}/ns/user", $"--net=/proc/{inside}/ns/net", "--preserve-credentials"]);
            var made = await Task.Run(() => helper.Ask(NamespaceMessage.Listen(ports)), cancellationToken);
            helper.Dispose();
            await Task.Run(() => Children.Reap(helper.Id), CancellationToken.None);
            return made is { Files.Length: > 0 } ? Of([], made.Value.Files) : EgressRejections.Lost;
        }
        catch (OsException)
        {
            return EgressRejections.Lost;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _one.WaitAsync();
        await EndAsync();
        _one.Release();
    }

    private static Outcome<EgressNamespace> Of(
        string enter, Maker maker, (byte[] Message, SafeFileHandle[] Files) made)
    {
        if (NamespaceMessage.ReadMade(made.Message) is not { } number)
            return EgressRejections.Unavailable(NamespaceMessage.ReadFailure(made.Message));
        return Of(
            [
                enter, $"--user=/proc/{maker.Id}/ns/user", $"--net=/proc/{maker.Id}/fd/{number}",
                "--preserve-credentials", "--",
            ],
            made.Files) with
        {
            Release = () => maker.Tell(NamespaceMessage.Close(number)),
        };
    }

    private static EgressNamespace Of(IReadOnlyList<string> prefix, SafeFileHandle[] files)
    {
        Socket[] sockets = [.. files.Select(Own)];
        return new(prefix, sockets[0], sockets[1], sockets[2], sockets[3..]);
    }

    /// <summary>
    /// The uppermost descendant that is in another network than this process: the one that made the sandbox, which
    /// nothing inside of it reaches. Null: there is none.
    /// </summary>
    private static int? SandboxedBelow(int process)
    {
        var own = NetworkOf("self");
        var children = ProcessRow.All().ToLookup(row => row.ParentId);
        var next = new Queue<int>([process]);
        while (next.TryDequeue(out var id))
        {
            if (NetworkOf($"{id}") is { } network && network != own) return id;
            foreach (var child in children[id]) next.Enqueue(child.Id);
        }

        return null;
    }

    private static string? NetworkOf(string process)
    {
        try
        {
            return new FileInfo($"/proc/{process}/ns/net").LinkTarget;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // It has ended, or is another user's.
            return null;
        }
    }

    private static Socket Own(SafeFileHandle file)
    {
        var number = file.DangerousGetHandle();
        file.SetHandleAsInvalid();
        return new(new SafeSocketHandle(number, ownsHandle: true));
    }

    /// <summary>
    /// As the same user inside, so that files that the command makes belong to the user; with all rights over
    /// namespaces that it makes itself, and none over anything else.
    /// </summary>
    private Maker Start(string program, IEnumerable<string> options)
    {
        var nothing = new ChildFile.Opened("/dev/null", OpenFlags.ReadWrite);
        var environment = new Dictionary<string, string>
        {
            ["PATH"] = SearchPath.Usual,
            // It serves one at a time and keeps nothing.
            ["DOTNET_gcConcurrent"] = "0",
            ["DOTNET_TieredCompilation"] = "1",
            ["DOTNET_GCHeapHardLimit"] = "0x2000000",
        };
        foreach (var (name, value) in OwnProgram.Needed(_home.Environment)) environment[name] = value;
        var (own, other) = DescriptorMessage.Pair();
        using (other)
        {
            var id = Children.Start(new(
                program,
                [program, .. options, "--", .. _program, "sandbox-net"],
                environment,
                "/",
                [new ChildFile.Given(other), nothing, new ChildFile.SameAs(1)]));
            return new(id, own);
        }
    }

    private async Task EndAsync()
    {
        if (_maker is not { } ended) return;
        _maker = null;
        ended.Dispose();
        await Task.Run(() => Children.Reap(ended.Id));
    }

    private string? Find(string program) => SearchPath.Find(program, _home.Environment.GetValueOrDefault("PATH"));

    private sealed class Maker(int id, SafeFileHandle socket) : IDisposable
    {
        public int Id => id;

        /// <summary>Waits for the answer; null: it has ended.</summary>
        public (byte[] Message, SafeFileHandle[] Files)? Ask(byte[] message)
        {
            try
            {
                DescriptorMessage.Send(socket, message);
                var answer = new byte[NamespaceMessage.BytesMax];
                var (length, files) = DescriptorMessage.Receive(socket, answer);
                return length > 0 ? (answer[..length], files) : null;
            }
            catch (OsException)
            {
                return null;
            }
        }

        /// <summary>One that has ended has nothing to be told.</summary>
        public void Tell(byte[] message)
        {
            try
            {
                DescriptorMessage.Send(socket, message);
            }
            catch (Exception failure) when (failure is OsException or ObjectDisposedException)
            {
                return;
            }
        }

        public void Dispose() => socket.Dispose();
    }
}
