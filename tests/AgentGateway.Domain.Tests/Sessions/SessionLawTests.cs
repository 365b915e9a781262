using System.Text.Json;
using AgentGateway.Domain.Sessions;

namespace AgentGateway.Domain.Tests.Sessions;

/// <summary>The laws of sessions, for every sequence of commands: searched for counter-examples.</summary>
public sealed class SessionLawTests
{
    [Fact]
    public void No_two_starts_are_under_way_ends_are_final_and_everything_ends() =>
        Fuzz.Check(400, 100, Fuzz.Numbers(4096), numbers =>
        {
            var run = new Run(numbers.Length % 4);
            foreach (var number in numbers) run.Step(number);
            run.Finish();
        });

    /// <summary>A random story of one session, with what is true of its processes kept apart from its state.</summary>
    private sealed class Run(int kind)
    {
        private static readonly SessionPhase[] Phases = [SessionPhase.Program, SessionPhase.Init, SessionPhase.Cleanup];

        private readonly SessionStory _session = SessionStory.Opened(
            SessionStory.Spec with
            {
                HasInit = kind % 2 == 1,
                HasCleanup = kind > 1,
                Limits = new(TimeSeconds: 5),
            }, "thr_1");

        private readonly HashSet<(int Run, SessionPhase Phase)> _begun = [];
        private readonly Dictionary<string, Effect> _settled = [];

        public void Step(int number)
        {
            var state = _session.State;
            var phase = Phases[number / 16 % 3];
            // Mostly about what is, sometimes about what was.
            var told = number % 7 == 0 ? Math.Max(1, state.Run - 1) : state.Run;
            var current = number % 5 == 0 || state.Active is null ? phase : state.Active.Phase;
            SessionExit exit = new(number / 64 % 2, null, null, []);
            Do((number % 16) switch
            {
                0 or 1 => new BeginPhase(told, current),
                2 or 3 => new ConfirmStart(told, current, SessionStory.Child, 0),
                4 => new FailStart(told, current, new("start_failed", "No.", "Wait.")),
                5 or 6 => new EndPhase(told, current, exit),
                7 => new LosePhase(told, current, SessionRejections.Lost("test")),
                8 => new ConfirmReap(state.Reap?.Key ?? "none", number / 64 % 3 == 0 ? [7] : []),
                9 => new StopSession("client", number / 64 % 2 == 0),
                10 => new RestartSession("client"),
                11 => number / 64 % 8 == 0 ? new RemoveSession("client") : new NoteStatus(told, "working", "test"),
                12 => new AdoptPhase(told, current, SessionStory.Child, new(0, "test")),
                13 => new StopForLimit(told, current, SessionRejections.TimeLimit(5)),
                14 => new ConfirmNotice(state.Notices.IsEmpty ? "none" : state.Notices[0].Key),
                _ => new ConfirmForgotten(),
            });
        }

        /// <summary>Performs what is owed until nothing is: then the session has ended.</summary>
        public void Finish()
        {
            for (var rounds = 0; _session.Owed.Count > 0; rounds++)
            {
                Assert.True(rounds < 100, "What is owed comes to an end.");
                var state = _session.State;
                Do(_session.Owed[0] switch
                {
                    RunPhase run when !state.Active!.Begun => new BeginPhase(run.Run, run.Phase),
                    RunPhase run when state.Active.Child is null =>
                        new ConfirmStart(run.Run, run.Phase, SessionStory.Child, 0),
                    RunPhase run => new EndPhase(run.Run, run.Phase, SessionStory.Well),
                    ReapOrphans reap => new ConfirmReap(reap.Key, []),
                    TellThread tell => new ConfirmNotice(tell.Key),
                    _ => new ConfirmForgotten(),
                });
            }

            Assert.True(_session.State.IsOver);
            var folded = _session.Events.Aggregate(TerminalSession.Initial, SessionMachine.Evolve);
            Assert.Equal(SessionStory.Text(_session.State), SessionStory.Text(folded));
        }

        private void Do(SessionCommand command)
        {
            var before = _session.State;
            var owedBefore = _session.Owed;
            var count = _session.Events.Count;
            _session.Do(command);
            var state = _session.State;
            foreach (var recorded in _session.Events.Skip(count)) Check(before, recorded.Event);
            Assert.True(
                state.HasEnded || state.Active is not null, "What has not ended has something in its terminal.");
            Assert.True(state.Active is null || state.Reap is null, "Nothing runs while a lost run is being ended.");
            Assert.Equal(_session.Owed.Count, _session.Owed.Select(effect => effect.Key).Distinct().Count());
            foreach (var gone in owedBefore.Where(effect => _session.Owed.All(other => other.Key != effect.Key)))
                _settled[gone.Key] = gone;
            // A time limit is owed while it is of use, and of use again only for another phase, under another key.
            Assert.DoesNotContain(_session.Owed, effect => _settled.ContainsKey(effect.Key));
            var stored = SessionStory.Text(state);
            Assert.Equal(
                stored, SessionStory.Text(JsonSerializer.Deserialize(stored, SessionJson.Plain.TerminalSession)!));
        }

        private void Check(TerminalSession before, DomainEvent happened)
        {
            switch (happened)
            {
                case SessionStarting e:
                    Assert.True(_begun.Add((e.Run, e.Phase)), "A phase of a run is begun once.");
                    break;
                case SessionStarted or SessionAdopted:
                    Assert.False(before.HasEnded, "What has ended does not start by itself.");
                    break;
                case SessionEnded:
                    Assert.False(before.IsOver, "An end is final.");
                    break;
                case SessionRestarted e:
                    Assert.Equal(before.Run + 1, e.Run);
                    break;
                default:
                    break;
            }
        }
    }
}
