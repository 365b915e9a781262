using AgentGateway.Domain;
using AgentGateway.Runtime.Files;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Secrets;
using AgentGateway.Runtime.Threads;

namespace AgentGateway.Runtime.Imports;

/// <summary>
/// Copies the conversations that other programs keep in files into threads. Each conversation becomes one thread, whose
/// id is made of the program and the name of the file, so that a later import finds it and adds only what is new. The
/// files are read and never changed.
/// </summary>
public sealed class ImportService : IDisposable
{
    private readonly ThreadDispatcher _dispatcher;
    private readonly KnownSecrets _secrets;

    /// <summary>Only one import runs at a time.</summary>
    private readonly SemaphoreSlim _running = new(1, 1);

    internal ImportService(ThreadDispatcher dispatcher, KnownSecrets secrets) =>
        (_dispatcher, _secrets) = (dispatcher, secrets);

    /// <summary>
    /// Imports. What was imported when this is cancelled stays, and the next import goes on from there.
    /// </summary>
    /// <param name="progress">Hears of each file when it is begun, and within large ones.</param>
    public async Task<Outcome<ImportView>> RunAsync(
        Caller caller,
        ImportRequest request,
        Func<ImportProgressView, CancellationToken, ValueTask> progress,
        CancellationToken cancellationToken)
    {
        if (ConversationFormat.All.FirstOrDefault(format => format.Program == request.Program) is not { } format)
            return ImportRejections.UnknownProgram(request.Program);
        if (!Path.IsPathRooted(request.Root) || !Directory.Exists(request.Root))
            return ImportRejections.NoDirectory(request.Root);
        if (!await _running.WaitAsync(0, cancellationToken)) return ImportRejections.Running;
        try
        {
            // Reading files is no work for the thread that serves the caller.
            await Task.Yield();
            var files = format.Files(request.Root);
            var tally = new ImportTally(files.Count);
            var import = new ConversationImport(_dispatcher, _secrets, format, tally)
            {
                By = caller.Principal.Name,
                IsTrial = request.IsTrial,
            };
            foreach (var file in files)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (file.ChangedAt < request.Since)
                {
                    tally.LeaveOut();
                    continue;
                }

                await ReportAsync();
                var read = await ReadAsync(import, file, request, ReportAsync, cancellationToken);
                if (read.IsRejected(out var refused, out var conversation)) return refused;
                if (conversation is null) tally.LeaveOut();
                else tally.Add(conversation);

                ValueTask ReportAsync() =>
                    progress(new(tally.Done, files.Count, tally.Messages, file.Path), cancellationToken);
            }

            return tally.View(request);
        }
        finally
        {
            _running.Release();
        }
    }

    public void Dispose() => _running.Dispose();

    /// <summary>Null where the request leaves the conversation out.</summary>
    private static async Task<Outcome<ImportedConversationView?>> ReadAsync(
        ConversationImport import,
        ConversationFile file,
        ImportRequest request,
        Func<ValueTask> report,
        CancellationToken cancellationToken)
    {
        try
        {
            using var opened = OpenedFile.Open(file.Path);
            return opened is { IsRegular: true }
                ? await import.ReadAsync(file, opened.Stream, request.Directory, report, cancellationToken)
                : Unreadable(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Unreadable(file);
        }
    }

    private static Outcome<ImportedConversationView?> Unreadable(ConversationFile file) =>
        Outcome.Of<ImportedConversationView?>(new() { State = "unreadable", File = file.Path });
}
