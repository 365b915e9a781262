using System.Text;
using System.Text.Json;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Tasks;

namespace AgentGateway.Domain.Tests.Tasks;

/// <summary>The laws of tasks, for every sequence of commands: searched for counter-examples.</summary>
public sealed class TaskLawTests
{
    private const int StateBytesMax = 64 * 1024;
    private static readonly TaskPhase[] Ends = [TaskPhase.Completed, TaskPhase.Failed, TaskPhase.Cancelled];

    [Fact]
    public void It_never_starts_early_has_one_owner_and_ends_or_waits_visibly() =>
        Fuzz.Check(400, 100, Fuzz.Numbers(4096), numbers =>
        {
            var run = new Run(numbers.Length > 0 ? numbers[0] : 0);
            foreach (var number in numbers) run.Step(number);
            run.Finish();
        });

    [Fact]
    public void A_task_at_all_its_limits_is_stored_in_64_KiB()
    {
        var task = new TaskStory();
        Assert.Null(task.Open(
            Enumerable.Range(
                0, TaskRules.Default.DependenciesMax).Select(number => $"tsk_{number:00000000000000000000000000}"),
            thread: "thr_1", title: new('ż', TaskRules.Default.TitleCharactersMax)));
        foreach (var dependency in task.State.Dependencies) task.Settle(dependency.Task.Value);
        for (var run = 0; run < 20; run++)
        {
            task.Claim();
            task.Fail();
            task.Do(new RetryTask());
        }

        Assert.Equal(TaskRules.NoticesMax, task.State.Notices.Length);
        Assert.InRange(Encoding.UTF8.GetByteCount(task.Text), 1, StateBytesMax);
    }

    /// <summary>A random story of one task, with what is true of it kept apart from its state.</summary>
    private sealed class Run
    {
        private readonly TaskStory _task = new();
        private readonly HashSet<string> _unsettled = [];
        private readonly HashSet<string> _settledKeys = [];
        private long _epoch;
        private bool _isRetried;

        public Run(int seed)
        {
            string[] dependencies = [.. Enumerable.Range(0, seed % 4).Select(number => $"tsk_{number}d")];
            _unsettled.UnionWith(dependencies);
            Assert.Null(_task.Open(
                dependencies,
                (FailurePolicy)(seed % 3),
                seed % 5,
                seed % 2 == 0,
                seed % 7 == 0 ? TaskStory.Start.AddMinutes(seed % 100) : null,
                seed % 11 == 0 ? TaskStory.Start.AddMinutes(200) : null,
                seed % 3 == 0 ? "thr_1" : null));
            Check(null);
        }

        public void Step(int number)
        {
            _task.Now = _task.Now.AddSeconds(number % 50);
            var choice = number / 16;
            var epoch = choice % 5 == 0 ? _epoch - 1 : _task.State.Epoch;
            TaskCommand command = (number % 16) switch
            {
                0 or 1 => Settling(choice),
                2 => new ComeDue(_task.State.Key),
                3 or 4 or 5 => new ClaimTask($"own_{choice % 3}"),
                6 => new CompleteRun(epoch, "done", 0),
                7 or 8 => new FailRun(epoch, new("failed", "It failed."), null, 1, choice % 4 == 0),
                9 => new AwaitPerson(
                    epoch, TaskWaitKind.Approval, PersonRequestId.Of($"apr_{choice % 3}"), choice % 2 == 0),
                10 => choice % 2 == 0 ? new ResumeRun(epoch) : new ReleaseTask(PersonRequestId.Of($"apr_{choice % 3}")),
                11 => choice % 2 == 0 ? new LoseRun(epoch, choice % 3 == 0) : new AdoptRun(epoch, "own_9"),
                12 => new CancelTask(null),
                13 => new RetryTask(),
                14 => choice % 2 == 0
                    ? new LinkRun(epoch, new(new("thr_1"), new("turn_1")))
                    : new ChangeTask(null, (TaskPriority)(choice % 4 - 1), null, null, null, null, null),
                _ => _task.State.Deadline is { } deadline
                    ? new ExpireTask(deadline)
                    : new RunCancelled(epoch, "It was cancelled."),
            };
            Tell(command);
        }

        /// <summary>
        /// Performs all pending effects and sends no further command: then the task has ended, or waits for a person.
        /// </summary>
        public void Finish()
        {
            for (var steps = 0; _task.Owed.Count > 0; steps++)
            {
                Assert.True(steps < 200, "The task goes on for ever.");
                Tell(_task.Owed[0] switch
                {
                    WatchDependency e => new SettleDependency(e.Task, TaskPhase.Completed),
                    WakeTask e => new ComeDue(e.Key),
                    AdmitTask => new ClaimTask("own_1"),
                    CarryOutTask e => new CompleteRun(e.Epoch, "done", 0),
                    ExpireTaskEffect e => new ExpireTask(e.Deadline),
                    StopTaskWork e => new ConfirmStopped(e.Key),
                    CancelTaskChildren e => new ConfirmChildrenCancelled(e.Key),
                    PostTaskNotice e => new ConfirmNotice(e.Key),
                    var other => throw new InvalidOperationException(other.GetType().Name),
                });
            }

            Assert.True(
                _task.State.HasEnded || _task.State.NeedsPerson, $"It is {_task.State.Phase} and owes nothing.");
        }

        private static SettleDependency Settling(int choice)
        {
            var dependency = $"tsk_{choice % 4}d";
            return new(new(dependency), Ends[choice / 4 % Ends.Length]);
        }

        private void Tell(TaskCommand command)
        {
            var before = _task.State;
            var owed = _task.Owed.Select(effect => effect.Key).ToHashSet();
            var refused = _task.Do(command);
            if (refused is not null) Assert.Same(before, _task.State);
            if (command is SettleDependency settled) _unsettled.Remove(settled.Task.Value);
            if (command is RetryTask && refused is null) _isRetried = true;
            // What was settled once is never owed again.
            foreach (var key in owed.Except(_task.Owed.Select(effect => effect.Key))) _settledKeys.Add(key);
            Check(before);
        }

        private void Check(AgentTask? before)
        {
            var task = _task.State;
            if (task.Phase == TaskPhase.Running && before?.Phase == TaskPhase.Queued)
            {
                Assert.True(task.Epoch > _epoch, "A claim has a number that was given before.");
                Assert.All(task.Dependencies, dependency => Assert.NotNull(dependency.Settled));
                Assert.Empty(_unsettled);
                if (task.OnFailure != FailurePolicy.Run)
                    Assert.All(task.Dependencies, dependency => Assert.Equal(TaskPhase.Completed, dependency.Settled));
            }

            if (before is { HasEnded: true } && !_isRetried) Assert.Equal(before.Phase, task.Phase);
            _isRetried = false;
            _epoch = Math.Max(_epoch, task.Epoch);
            Assert.All(
                _task.Owed,
                effect => Assert.True(
                    effect is ExpireTaskEffect || !_settledKeys.Contains(effect.Key), $"{effect.Key} is owed again."));
            Assert.Equal(_task.Owed.Count, _task.Owed.Select(effect => effect.Key).Distinct().Count());
            Assert.Equal(task.Phase == TaskPhase.Waiting, task.Wait is not null);
            var text = _task.Text;
            Assert.Equal(
                text,
                JsonSerializer.Serialize(
                    JsonSerializer.Deserialize(text, TaskJson.Plain.AgentTask)!, TaskJson.Plain.AgentTask));
            Assert.True(Encoding.UTF8.GetByteCount(text) <= StateBytesMax);
        }
    }
}
