using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Tests.Sessions;

/// <summary>What tests of sessions say again and again.</summary>
internal static class SessionTalk
{
    private static CancellationToken Stop => Gateway.Stop;

    extension(Gateway gateway)
    {
        public async Task<SessionView> CreateAsync(CreateSession request)
        {
            var outcome = await gateway.Sessions.CreateAsync(Gateway.Client, request, Stop);
            Assert.Null(outcome.Rejection);
            return outcome.Value.Session;
        }

        /// <summary>A shell without the machine's own settings, whose prompt is <c>$ </c>.</summary>
        public Task<SessionView> ShellAsync(string backend = "pty", string? name = null) => gateway.CreateAsync(
            new("/bin/bash",
            [
                "--norc",
                "--noprofile",
            ], name, Backend: backend, Environment: new Dictionary<string, string> { ["PS1"] = "$ " }));

        public Task<SessionView> ScriptAsync(
            string script, string backend = "pty") =>
                gateway.CreateAsync(new("/bin/sh", ["-c", script], Backend: backend));

        public async Task<string?> RefusedAsync(CreateSession request) =>
            (await gateway.Sessions.CreateAsync(Gateway.Client, request, Stop)).Rejection?.Code;

        public async Task<SessionView> GetAsync(string session) =>
            (await gateway.Sessions.GetAsync(session, Stop)).Value.Session;

        public async Task<ReceiptView> TypeAsync(string session, string? text, params string[] keys) =>
            (await gateway.SessionInput.SendAsync(
                Gateway.Client, new(session, text, keys, Submit: text is not null), Stop)).Value;

        public async Task<WaitOutcomeView> WaitAsync(string session, string pattern) =>
            (await gateway.SessionWaits.WaitAsync(
                new(session, "pattern", pattern, TimeoutSeconds: Limits.Signal.TotalSeconds), null, Stop)).Value;

        /// <summary>The session once its program has ended.</summary>
        public async Task<SessionView> EndAsync(string session)
        {
            Assert.True(
                (await gateway.SessionWaits.WaitAsync(
                    new(session, "exit", TimeoutSeconds: Limits.Signal.TotalSeconds), null, Stop)).Value.Matched);
            return await gateway.UntilSessionAsync(
                session, now => now.State is not ("starting" or "running" or "stopping"));
        }

        /// <summary>Waits until the session is shown as told; every change of the list is a chance to look.</summary>
        public async Task<SessionView> UntilSessionAsync(string session, Func<SessionView, bool> holds)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(Stop);
            limit.CancelAfter(Limits.Signal);
            await using var changes = gateway.SessionChanges.FollowAsync(limit.Token).GetAsyncEnumerator(limit.Token);
            var changed = changes.MoveNextAsync();
            while (true)
            {
                var now = await gateway.GetAsync(session);
                if (holds(now))
                {
                    await limit.CancelAsync();
                    await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
                    {
                        while (await changed) changed = changes.MoveNextAsync();
                    });
                    return now;
                }

                await changed;
                changed = changes.MoveNextAsync();
            }
        }

        public async Task<string> OutputAsync(string session) =>
            (await gateway.SessionOutput.ReadAsync(new(session, 0), Stop)).Value.Text!;

        public async Task<string> ScreenAsync(string session) =>
            (await gateway.SessionOutput.ScreenAsync(new(session), Stop)).Value.Text!;

        /// <summary>Skips the test where bubblewrap is missing or cannot run.</summary>
        public async Task NeedSandboxAsync()
        {
            var probe = await gateway.Sessions.CreateAsync(
                Gateway.Client, new("/bin/true", Sandbox: SandboxProfile.Workspace), Stop);
            if (probe.Rejection is { Code: "sandbox_missing" or "sandbox_unusable" } refused)
                Assert.Skip(refused.Message);
        }
    }
}
