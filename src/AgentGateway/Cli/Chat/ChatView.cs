using System.Security.Cryptography;
using System.Text;
using AgentGateway.Attach;
using AgentGateway.Cli.Chat.Editing;
using AgentGateway.Cli.Chat.Text;
using AgentGateway.Domain;
using AgentGateway.Runtime.Threads.Tools;

namespace AgentGateway.Cli.Chat;

/// <summary>
/// A person and a thread at a terminal. One loop takes keys and news of the daemon in turn, so nothing here needs a
/// lock; finished lines go into the terminal's scrollback, and below them the input is drawn anew.
/// </summary>
internal sealed class ChatView
{
    /// <summary>A decision that is entered sooner was not typed by one who has read what it is about.</summary>
    private static readonly TimeSpan ReadingMin = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan AgeStep = TimeSpan.FromSeconds(1);

    /// <summary>News that are taken before the next frame is drawn.</summary>
    private const int NewsAtOnce = 256;

    private const string Begin = "\e[?2004h", Usual = "\e[?2026l\e[?2004l\e[0m\e[?25h";

    private readonly PersonTerminal _terminal;
    private readonly ChatLink _link;
    private readonly TimeProvider _time;
    private readonly HistoryFile _file;
    private readonly InputHistory _history;
    private readonly LineEditor _message;
    private readonly ChatTranscript _transcript;
    private readonly ChatRequests _requests;
    private readonly ChatThread _thread;
    private readonly ChatCompletion _completion;
    private readonly LiveRegion _region;
    private readonly ChatKeyReader _keys = new();
    private readonly ChatStatus _status;

    /// <summary>Messages whose answer never came, each with its key; sent again when a daemon is there.</summary>
    private readonly List<(string Text, string Key)> _unsent = [];

    private LineEditor? _answer;
    private DateTimeOffset _askedAt;
    private ChatOpening _opening = new(null, null, null);
    private bool _interrupted;
    private bool _isCleared;
    private int? _exit;

    public ChatView(
        PersonTerminal terminal, ChatLink link, HistoryFile file, ChatCompletion completion, TimeProvider time)
    {
        (_terminal, _link, _file, _completion, _time) = (terminal, link, file, completion, time);
        _history = new(file.Read());
        _message = new(_history);
        _transcript = new(
            Runtime.Principals.Principal.Operator.Name, Screen.Style.HasColour, () => PersonTerminal.Size.Columns);
        _requests = new(link, _transcript);
        _thread = new(link, _transcript, _requests);
        _region = new(Screen.Style.HasColour);
        _status = new(time);
    }

    /// <summary>The thread that was talked in; null where nothing was said in a new one.</summary>
    public string? ThreadId => _thread.Id;

    /// <summary>The agents that still work in it.</summary>
    public IReadOnlyCollection<string> Working => [.. _transcript.Turns.Values.Distinct()];

    private LineEditor Editor => _answer ?? _message;

    /// <returns>The exit code.</returns>
    public async Task<Outcome<int>> RunAsync(ChatOpening opening, CancellationToken cancellationToken)
    {
        _opening = opening;
        if (await OpenAsync(opening) is { } refused) return refused;
        FollowRequest();
        _terminal.Farewell = Encoding.ASCII.GetBytes(Usual);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _terminal.Left);
        try
        {
            await _terminal.WriteAsync(Encoding.ASCII.GetBytes(Begin), over.Token);
            while (_exit is null) await StepAsync(over.Token);
            await DrawAsync(over.Token);
        }
        catch (OperationCanceledException) when (_terminal.Left.IsCancellationRequested)
        {
            while (_exit is null && _terminal.Events.TryRead(out var happened))
                _exit = (happened as PersonEvent.Leaves)?.ExitCode;
        }

        _terminal.Write(Encoding.ASCII.GetBytes(_region.Leave(PersonTerminal.Size.Columns)));
        return _exit ?? ExitCodes.Done;
    }

    private async Task<Rejection?> OpenAsync(ChatOpening opening)
    {
        if (opening.Thread is { } named) return await _thread.OpenAsync(named);
        if (opening.IsDescribed) return await _thread.CreateAsync(opening);
        _transcript.Aside("a new thread begins with your first message; /help shows what can be written");
        return null;
    }

    private async Task StepAsync(CancellationToken cancellationToken)
    {
        await DrawAsync(cancellationToken);
        var typed = _terminal.Events.WaitToReadAsync(cancellationToken).AsTask();
        var told = _link.News.WaitToReadAsync(cancellationToken).AsTask();
        using var ticking = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var tick = _transcript.Turns.Count > 0
            ? Task.Delay(AgeStep, _time, ticking.Token)
            : Task.Delay(Timeout.Infinite, ticking.Token);
        await Task.WhenAny(typed, told, tick);
        await ticking.CancelAsync();
        while (_exit is null && _terminal.Events.TryRead(out var happened)) await TakeAsync(happened);
        for (var taken = 0; taken < NewsAtOnce && _exit is null && _link.News.TryRead(out var news); taken++)
            await TakeAsync(news);
    }

    private async Task TakeAsync(PersonEvent happened)
    {
        switch (happened)
        {
            case PersonEvent.Leaves leaves:
                _exit = leaves.ExitCode;
                break;
            case PersonEvent.Typed typed:
                foreach (var key in _keys.Read(typed.Bytes))
                    if (_exit is null)
                        await PressAsync(key);
                break;
        }
    }

    private async Task TakeAsync(ChatNews news)
    {
        switch (news)
        {
            case ChatNews.Piece { Progress: var piece } when piece.ThreadId != _thread.Id:
                await _thread.TakeApartAsync(piece);
                break;
            case ChatNews.Piece { Progress: var piece }:
                _transcript.Take(piece);
                if (piece is { Kind: "waiting", Text: { } asked }) await _requests.WaitsAsync(asked, piece.TurnId);
                if (piece is { Kind: "released", Text: { } decided }) await _requests.ReleasedAsync(decided);
                if (piece is { Kind: "ended", TurnId: { } turn }) await _requests.EndedAsync(turn);
                break;
            case ChatNews.ApprovalsChanged:
                await _thread.LookForApprovalsAsync();
                break;
            case ChatNews.Gone:
                _transcript.Interrupt();
                _requests.Clear();
                _transcript.Aside("the daemon is gone; what you say is sent when one is there again");
                break;
            case ChatNews.Back:
                await ComeBackAsync();
                break;
        }

        FollowRequest();
    }

    private async Task ComeBackAsync()
    {
        if (await _thread.CatchUpAsync() is { } refused)
        {
            _transcript.Refuse(refused);
            return;
        }

        _transcript.Aside("the daemon is there again");
        (string Text, string Key)[] unsent = [.. _unsent];
        _unsent.Clear();
        foreach (var (text, key) in unsent) await SendAsync(text, key);
    }

    /// <summary>The input is the request's while one is asked for; the message that was begun stays aside.</summary>
    private void FollowRequest()
    {
        if (!_requests.IsOpen) _answer = null;
        else if (_answer is null) (_answer, _askedAt) = (new(new([])), _time.GetUtcNow());
    }

    private async Task PressAsync(ChatKey key)
    {
        if (key.Name != KeyName.Interrupt) _interrupted = false;
        if (_answer is not null && key.Name == KeyName.Enter && _time.GetUtcNow() - _askedAt < ReadingMin) return;
        switch (Editor.Press(key))
        {
            case EditorResult.Entered entered when _answer is not null:
                // What another request asks is answered by a line of its own.
                _answer = null;
                await _requests.AnswerAsync(entered.Text);
                FollowRequest();
                break;
            case EditorResult.Entered entered:
                await EnterAsync(entered.Text);
                break;
            case EditorResult.WantsCandidates when _answer is null:
                _completion.Directory = _thread.Workspace;
                _message.Complete(await _completion.OfAsync(_message.Buffer.Text, _message.Buffer.Cursor));
                break;
            case EditorResult.WantsCandidates:
                _answer.Complete(new(0, [.. _requests.Options
                    .Where(one => one.StartsWith(_answer.Buffer.Text, StringComparison.OrdinalIgnoreCase))
                    .Select(one => new Completion.Candidate(one, ""))]));
                break;
            case EditorResult.WantsRedraw:
                _isCleared = true;
                break;
            case EditorResult.WantsSuspension:
                Suspend();
                break;
            case EditorResult.Left:
                _exit = ExitCodes.Done;
                break;
            case EditorResult.Interrupted:
                await InterruptAsync();
                break;
        }
    }

    /// <summary>As ctrl-Z does it: the shell has the terminal until the person comes back.</summary>
    private void Suspend()
    {
        _terminal.Write(Encoding.ASCII.GetBytes(_region.Leave(PersonTerminal.Size.Columns)));
        _terminal.Suspend();
        _terminal.Write(Encoding.ASCII.GetBytes(Begin));
    }

    private async Task InterruptAsync()
    {
        if (_interrupted)
        {
            _exit = ExitCodes.Done;
            return;
        }

        _interrupted = true;
        if (_transcript.Turns.Count + _thread.Apart.Count > 0) await StopAsync();
        else if (!Editor.Buffer.IsEmpty) Editor.Buffer.Set("");
        else _transcript.Aside("ctrl-C again leaves, and so does ctrl-D; nothing ends by it");
    }

    /// <summary>Ends the turns that run; those that are queued behind them go on.</summary>
    private async Task StopAsync()
    {
        foreach (var turn in (string[])[.. _transcript.Turns.Keys, .. _thread.Apart.Values])
            if ((await _link.CallAsync(ThreadCancelTool.Declaration, Arguments.Of(("turn_id", turn))))
                .IsRejected(out var refused))
                _transcript.Refuse(refused);
    }

    private async Task EnterAsync(string text)
    {
        if (text.Trim().Length == 0) return;
        if (_history.Add(text)) _file.Append(text);
        switch (ChatCommands.Find(text))
        {
            case "quit" or "exit":
                _exit = ExitCodes.Done;
                return;
            case "clear":
                _isCleared = true;
                return;
            case "stop":
                await StopAsync();
                return;
        }

        _transcript.Echo(text);
        if (!_link.IsThere) await _link.OpenAsync();
        await SendAsync(text, Convert.ToHexString(RandomNumberGenerator.GetBytes(16)));
        if (text.Trim() == "/help") _transcript.Aside(ChatCommands.Help);
    }

    /// <summary>
    /// Sends a message under a key, so that one whose answer was lost can be sent again and counts once.
    /// </summary>
    private async Task SendAsync(string text, string key)
    {
        if (_thread.Id is null && await _thread.CreateAsync(_opening) is { } uncreated)
        {
            Fail(text, key, uncreated);
            return;
        }

        var sent = await _link.CallAsync(ThreadSendTool.Declaration, Arguments.Of(
            ("thread_id", _thread.Id), ("text", text), ("wait_seconds", 0), ("idempotency_key", key)));
        if (sent.IsRejected(out var refused, out var answer))
        {
            Fail(text, key, refused);
            return;
        }

        _transcript.Sent(text, answer.MessageId);
        // The others are told by a message of the thread.
        if (answer.Directive is { Kind: "tasks" or "task" or "approve" or "deny" } directive)
            _transcript.Aside(directive.Text);
        if (answer.Directive?.HiddenThreadId is { } apart && answer.TurnId is { } turn)
            await _thread.WatchAsync(apart, turn);
        else if (answer.Status == "queued") _transcript.Aside("it waits for the answer before it");
        FollowRequest();
    }

    private void Fail(string text, string key, Rejection refused)
    {
        if (ExitCodes.Of(refused) == ExitCodes.Unreachable) _unsent.Add((text, key));
        else
        {
            _transcript.Sent(text, null);
            _transcript.Refuse(refused);
        }
    }

    private async Task DrawAsync(CancellationToken cancellationToken)
    {
        var (columns, rows) = PersonTerminal.Size;
        var bytes = new StringBuilder();
        if (_isCleared)
        {
            bytes.Append("\e[H\e[2J");
            _region.Forget();
            _isCleared = false;
        }

        bytes.Append(_region.Draw(_transcript.TakeFinished(), Content(), columns, rows));
        if (!await _terminal.WriteAsync(Encoding.UTF8.GetBytes(bytes.ToString()), cancellationToken))
            _exit ??= 128 + 1;
    }

    private LiveContent Content()
    {
        if (_exit is not null) return new([], "", "", 0, []);
        var above = new List<StyledLine>(_transcript.Unfinished);
        if (above.Count == 0) above.Add(StyledLine.Empty);
        above.AddRange(_status.Lines(_transcript.Turns, _requests.IsOpen, _interrupted));
        if (!_link.IsThere) above.Add(StyledLine.Of("· looking for the daemon", TextStyle.Calls));
        if (_answer is not null) above.Add(StyledLine.Of(Screen.Printable(_requests.Choices), TextStyle.Calls));
        var prompt = Editor.Searched is { } searched
            ? (Editor.IsNothingFound ? $"nothing has \"{searched}\" › " : $"search \"{searched}\" › ")
            : _answer is not null ? _requests.Prompt : "› ";
        return _answer is not null && _requests.IsHidden
            ? new(above, prompt, "", 0, [])
            : new(above, prompt, Editor.Buffer.Text, Editor.Buffer.Cursor, CandidateLines.Of(Editor));
    }
}
