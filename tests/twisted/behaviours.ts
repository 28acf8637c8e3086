/**
 * Twisted's own unit tests, by class and method, of the modules that pin down what the simulator does:
 * read from Twisted 22.4. Each method is a behaviour. It is covered by a test of ours that has its name, or
 * it does not apply, for a reason that stands here.
 *
 * `internet.` before a module tells twisted/internet/test from twisted/test where both have it.
 */

/** One class of Twisted's tests. */
export interface TwistedClass {
  /** Module and class. */
  name: string;
  /** Its test methods. */
  methods: readonly string[];
  /** Why methods do not apply; without `methods`, all of them. */
  notApplicable?: readonly { why: string; methods?: readonly string[] }[];
}

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

export const TWISTED_CLASSES: readonly TwistedClass[] = [
  {
    name: 'test_defer.UtilTests',
    methods: words(`
      test_logErrorReturnsError test_logErrorLogsError test_logErrorLogsErrorNoRepr
    `),
  },
  {
    name: 'test_defer.DeferredTests',
    methods: words(`
      testCallbackWithoutArgs testCallbackWithArgs testCallbackWithKwArgs testTwoCallbacks
      test_addCallbacksNoneErrback test_addCallbacksNoneCallbackArgs test_addCallbacksNoneErrbackArgs
      testDeferredList testEmptyDeferredList testDeferredListFireOnOneError
      testDeferredListDontConsumeErrors testDeferredListConsumeErrors
      testDeferredListFireOnOneErrorWithAlreadyFiredDeferreds
      testDeferredListWithAlreadyFiredDeferreds test_cancelDeferredList
      test_cancelDeferredListCallback test_cancelDeferredListWithFireOnOneCallback
      test_cancelDeferredListWithFireOnOneCallbackAndDeferredCallback
      test_cancelDeferredListWithFireOnOneErrback
      test_cancelDeferredListWithFireOnOneErrbackAllDeferredsCallback
      test_cancelDeferredListWithOriginalDeferreds test_cancelDeferredListWithException
      test_cancelFiredOnOneCallbackDeferredList test_cancelFiredOnOneErrbackDeferredList
      testImmediateSuccess testImmediateFailure testPausedFailure testCallbackErrors
      testUnpauseBeforeCallback testReturnDeferred test_chainedPausedDeferredWithResult
      test_pausedDeferredChained test_gatherResults test_gatherResultsWithConsumeErrors
      test_cancelGatherResults test_cancelGatherResultsWithAllDeferredsCallback test_maybeDeferredSync
      test_maybeDeferredSyncWithArgs test_maybeDeferredSyncException test_maybeDeferredSyncFailure
      test_maybeDeferredAsync test_maybeDeferredAsyncError test_innerCallbacksPreserved
      test_continueCallbackNotFirst test_callbackOrderPreserved test_reentrantRunCallbacks
      test_nonReentrantCallbacks test_reentrantRunCallbacksWithFailure test_synchronousImplicitChain
      test_asynchronousImplicitChain test_synchronousImplicitErrorChain
      test_asynchronousImplicitErrorChain test_doubleAsynchronousImplicitChaining
      test_nestedAsynchronousChainedDeferreds
      test_nestedAsynchronousChainedDeferredsWithExtraCallbacks test_chainDeferredRecordsExplicitChain
      test_explicitChainClearedWhenResolved test_chainDeferredRecordsImplicitChain
      test_circularChainWarning test_circularChainException test_repr test_reprWithResult
      test_reprWithChaining test_boundedStackDepth
      test_resultOfDeferredResultOfDeferredOfFiredDeferredCalled test_errbackWithNoArgsNoDebug
      test_errbackWithNoArgs test_errorInCallbackDoesNotCaptureVars
      test_errorInCallbackCapturesVarsWhenDebugging test_inlineCallbacksTracebacks
      test_fromCoroutineRequiresCoroutine
    `),
    notApplicable: [
      { why: 'JavaScript has no keyword arguments', methods: words('testCallbackWithKwArgs') },
      {
        why: "Python's warnings are not simulated",
        methods: words('test_circularChainWarning test_circularChainException'),
      },
      {
        why: 'the text shows ids of Python objects',
        methods: words('test_repr test_reprWithResult test_reprWithChaining'),
      },
      {
        why: "Python's frames and tracebacks: an error in JavaScript keeps its own stack",
        methods: words(
          'test_errbackWithNoArgsNoDebug test_errbackWithNoArgs test_errorInCallbackDoesNotCaptureVars test_errorInCallbackCapturesVarsWhenDebugging test_inlineCallbacksTracebacks',
        ),
      },
    ],
  },
  {
    name: 'test_defer.FirstErrorTests',
    methods: words(`
      test_repr test_str test_comparison
    `),
    notApplicable: [
      {
        why: 'JavaScript has no `repr` and no equality of its own for classes',
        methods: words('test_repr test_comparison'),
      },
    ],
  },
  {
    name: 'test_defer.AlreadyCalledTests',
    methods: words(`
      testAlreadyCalled_CC testAlreadyCalled_CE testAlreadyCalled_EE testAlreadyCalled_EC
      testAlreadyCalledDebug_CC testAlreadyCalledDebug_CE testAlreadyCalledDebug_EC
      testAlreadyCalledDebug_EE testNoDebugging testSwitchDebugging
    `),
    notApplicable: [
      {
        why: "debugging mode keeps Python's stacks",
        methods: words(
          'testAlreadyCalledDebug_CC testAlreadyCalledDebug_CE testAlreadyCalledDebug_EC testAlreadyCalledDebug_EE testSwitchDebugging',
        ),
      },
    ],
  },
  {
    name: 'test_defer.DeferredCancellerTests',
    methods: words(`
      test_noCanceller test_raisesAfterCancelAndCallback test_raisesAfterCancelAndErrback
      test_noCancellerMultipleCancelsAfterCancelAndCallback
      test_noCancellerMultipleCancelsAfterCancelAndErrback test_noCancellerMultipleCancel
      test_cancellerMultipleCancel test_simpleCanceller test_cancellerArg test_cancelAfterCallback
      test_cancelAfterErrback test_cancellerThatErrbacks test_cancellerThatCallbacks
      test_cancelNestedDeferred
    `),
  },
  {
    name: 'test_defer.LogTests',
    methods: words(`
      test_errorLog test_errorLogWithInnerFrameRef test_errorLogWithInnerFrameCycle
      test_errorLogNoRepr test_errorLogDebugInfo test_chainedErrorCleanup test_errorClearedByChaining
    `),
    notApplicable: [
      {
        why: 'reference counts and cycles of CPython: here a program drops a Deferred explicitly',
        methods: words('test_errorLogWithInnerFrameRef test_errorLogWithInnerFrameCycle'),
      },
      { why: "debugging mode keeps Python's stacks", methods: words('test_errorLogDebugInfo') },
    ],
  },
  {
    name: 'test_defer.DeferredListEmptyTests',
    methods: words(`
      testDeferredListEmpty
    `),
  },
  {
    name: 'test_defer.OtherPrimitivesTests',
    methods: words(`
      testLock test_cancelLockAfterAcquired test_cancelLockBeforeAcquired testSemaphore
      test_semaphoreInvalidTokens test_cancelSemaphoreAfterAcquired test_cancelSemaphoreBeforeAcquired
      testQueue test_cancelQueueAfterSynchronousGet test_cancelQueueAfterGet
    `),
  },
  {
    name: 'test_defer.DeferredFilesystemLockTests',
    methods: words(`
      test_waitUntilLockedWithNoLock test_waitUntilLockedWithTimeoutLocked
      test_waitUntilLockedWithTimeoutUnlocked test_defaultScheduler test_concurrentUsage
      test_multipleUsages test_cancelDeferUntilLocked test_cancelDeferUntilLockedWithTimeout
    `),
    notApplicable: [{ why: 'there is no file system' }],
  },
  {
    name: 'test_defer.DeferredAddTimeoutTests',
    methods: words(`
      test_timeoutChainable test_successResultBeforeTimeout test_successResultBeforeTimeoutCustom
      test_failureBeforeTimeout test_failureBeforeTimeoutCustom test_timedOut test_timedOutCustom
      test_timedOutProvidedCancelSuccess test_timedOutProvidedCancelFailure test_cancelBeforeTimeout
      test_cancelBeforeTimeoutCustom test_providedCancelCalledBeforeTimeoutCustom
      test_errbackAddedBeforeTimeout test_errbackAddedBeforeTimeoutSuppressesCancellation
      test_errbackAddedBeforeTimeoutCustom test_errbackAddedBeforeTimeoutSuppressesCancellationCustom
      test_callbackAddedToCancelerBeforeTimeout test_callbackAddedToCancelerBeforeTimeoutCustom
    `),
  },
  {
    name: 'test_defer.EnsureDeferredTests',
    methods: words(`
      test_passesThroughDeferreds test_willNotAllowNonDeferredOrCoroutine test_ensureDeferredCoroutine
      test_ensureDeferredGenerator
    `),
    notApplicable: [
      {
        why: 'coroutines (`async def`): generators stand for them',
        methods: words('test_ensureDeferredCoroutine'),
      },
    ],
  },
  {
    name: 'test_defer.TimeoutErrorTests',
    methods: words(`
      test_deprecatedTimeout
    `),
    notApplicable: [{ why: 'a deprecated function' }],
  },
  {
    name: 'test_defer.DeferredFutureAdapterTests',
    methods: words(`
      test_asFuture test_asFutureCancelFuture test_asFutureSuccessCancel test_asFutureFailure
      test_fromFuture test_fromFutureFutureCancelled test_fromFutureDeferredCancelled
    `),
    notApplicable: [{ why: 'asyncio' }],
  },
  {
    name: 'test_defer.CoroutineContextVarsTests',
    methods: words(`
      test_withInlineCallbacks test_asyncWithLock test_asyncWithSemaphore test_asyncWithLockException
      test_contextvarsWithAsyncAwait
    `),
    notApplicable: [{ why: "Python's context variables and coroutines" }],
  },
  {
    name: 'test_defgen.BaseDefgenTests',
    methods: words(`
      testBasics testBuggy testNothing testHandledTerminalFailure testHandledTerminalAsyncFailure
      testStackUsage testStackUsage2
    `),
  },
  {
    name: 'test_defgen.DeferredGeneratorTests',
    methods: words(`
      testDeferredYielding
    `),
    notApplicable: [{ why: '`deferredGenerator` is deprecated since Twisted 15' }],
  },
  {
    name: 'test_defgen.InlineCallbacksTests',
    methods: words(`
      testYieldNonDeferred testReturnNoValue testReturnValue test_nonGeneratorReturn
      test_nonGeneratorReturnValue
    `),
    notApplicable: [
      {
        why: "`returnValue` is Python 2's `return`",
        methods: words('test_nonGeneratorReturnValue'),
      },
    ],
  },
  {
    name: 'test_defgen.DeprecateDeferredGeneratorTests',
    methods: words(`
      test_deferredGeneratorDeprecated test_waitForDeferredDeprecated
    `),
    notApplicable: [{ why: 'deprecation warnings' }],
  },
  {
    name: 'test_inlinecb.StopIterationReturnTests',
    methods: words(`
      test_returnWithValue
    `),
  },
  {
    name: 'test_inlinecb.NonLocalExitTests',
    methods: words(`
      test_returnValueNonLocalWarning test_returnValueNonLocalDeferred
    `),
    notApplicable: [{ why: "`returnValue` is Python 2's `return`" }],
  },
  {
    name: 'test_inlinecb.ForwardTraceBackTests',
    methods: words(`
      test_forwardTracebacks test_forwardLotsOfTracebacks
    `),
    notApplicable: [{ why: "Python's tracebacks" }],
  },
  {
    name: 'test_inlinecb.CancellationTests',
    methods: words(`
      test_cascadeCancellingOnCancel test_errbackCancelledErrorOnCancel test_errorToErrorTranslation
      test_errorToSuccessTranslation test_asynchronousCancellation
    `),
  },
  {
    name: 'test_task.ClockTests',
    methods: words(`
      testSeconds testCallLater testCallLaterCancelled test_callLaterOrdering testAdvance
      testAdvanceCancel testCallLaterDelayed testCallLaterResetLater testCallLaterResetSooner
      test_getDelayedCalls test_getDelayedCallsEmpty test_providesIReactorTime
      test_callLaterKeepsCallsOrdered test_callLaterResetKeepsCallsOrdered
      test_callLaterResetInsideCallKeepsCallsOrdered
    `),
  },
  {
    name: 'test_task.LoopTests',
    methods: words(`
      test_defaultClock test_callbackTimeSkips test_reactorTimeSkips test_reactorTimeCountSkips
      test_countLengthyIntervalCounts test_withCountFloatingPointBoundary test_withCountIntervalZero
      test_withCountIntervalZeroDelay test_withCountIntervalZeroDelayThenNonZeroInterval
      testBasicFunction testDelayedStart testBadDelay testStopAtOnce testStoppingBeforeDelayedStart
      test_reset test_reprFunction test_reprMethod test_deferredDeprecation
    `),
    notApplicable: [
      { why: '`repr` of Python functions', methods: words('test_reprFunction test_reprMethod') },
      { why: 'a deprecated attribute', methods: words('test_deferredDeprecation') },
    ],
  },
  {
    name: 'test_task.ReactorLoopTests',
    methods: words(`
      testFailure testFailAndStop testEveryIteration testStopAtOnceLater testWaitDeferred
      testFailurePropagation test_deferredWithCount
    `),
  },
  {
    name: 'test_task.DeferLaterTests',
    methods: words(`
      test_callback test_errback test_cancel test_noCallback
    `),
  },
  {
    name: 'test_task.ReactTests',
    methods: words(`
      test_runsUntilAsyncCallback test_runsUntilSyncCallback test_runsUntilAsyncErrback
      test_runsUntilSyncErrback test_singleStopCallback test_singleStopErrback test_arguments
      test_defaultReactor test_exitWithDefinedCode test_synchronousStop test_asynchronousStop
    `),
    notApplicable: [{ why: '`react` starts and ends a process; here a simulation does' }],
  },
  {
    name: 'test_task.ReactCoroutineFunctionTests',
    methods: words(`
      test_runsUntilAsyncCallback test_runsUntilSyncCallback test_runsUntilAsyncErrback
      test_runsUntilSyncErrback test_singleStopCallback test_singleStopErrback test_arguments
      test_defaultReactor test_exitWithDefinedCode test_synchronousStop test_asynchronousStop
    `),
    notApplicable: [{ why: '`react`, and coroutines' }],
  },
  {
    name: 'test_cooperator.CooperatorTests',
    methods: words(`
      testStoppedRejectsNewTasks testStopRunning testStopOutstanding testUnexpectedError
      testUnexpectedErrorActuallyLater testUnexpectedErrorNotActuallyLater testCooperation
      testResourceExhaustion testCallbackReCoiterate test_removingLastTaskStopsScheduledCall
      test_runningWhenStarted test_runningWhenNotStarted test_runningWhenRunning
      test_runningWhenStopped
    `),
  },
  {
    name: 'test_cooperator.AliasTests',
    methods: words(`
      test_cooperate
    `),
  },
  {
    name: 'test_cooperator.RunStateTests',
    methods: words(`
      test_pauseResume test_resumeNotPaused test_pauseTwice test_pauseWhileDeferred test_whenDone
      test_whenDoneError test_whenDoneStop test_whenDoneAlreadyDone test_stopStops
      test_pauseStopResume test_stopDeferred test_stopExhausted test_stopErrored
      test_stopCooperatorReentrancy
    `),
  },
  {
    name: 'test_basic.LineReceiverTests',
    methods: words(`
      test_buffer test_pausing test_rawPausing test_stopProducing test_lineReceiverAsProducer
      test_clearLineBuffer test_stackRecursion test_maximumLineLength
      test_maximumLineLengthPartialDelimiter test_notQuiteMaximumLineLengthUnfinished
      test_rawDataError test_rawDataReceivedNotImplemented test_lineReceivedNotImplemented
    `),
  },
  {
    name: 'test_basic.LineReceiverLineLengthExceededTests',
    methods: words(`
      test_longUnendedLine test_longLineAfterShortLine test_longLineWithDelimiter
      test_multipleLongLines test_maximumLineLength test_maximumLineLengthRemaining
    `),
  },
  {
    name: 'test_basic.LineOnlyReceiverTests',
    methods: words(`
      test_buffer test_greaterThanMaximumLineLength test_lineReceivedNotImplemented
    `),
  },
  {
    name: 'test_basic.LPTestCaseMixin',
    methods: words(`
      test_illegal
    `),
  },
  {
    name: 'test_basic.NetstringReceiverTests',
    methods: words(`
      test_buffer test_receiveEmptyNetstring test_receiveOneCharacter test_receiveTwoCharacters
      test_receiveNestedNetstring test_moreDataThanSpecified test_moreDataThanSpecifiedBorderCase
      test_missingNumber test_missingColon test_missingNumberAndColon test_onlyData
      test_receiveNetstringPortions_1 test_receiveNetstringPortions_2 test_receiveNetstringPortions_3
      test_receiveTwoNetstrings test_maxReceiveLimit test_consumeLength test_consumeLengthBorderCase1
      test_consumeLengthBorderCase2 test_consumeLengthBorderCase3 test_stringReceivedNotImplemented
    `),
  },
  {
    name: 'test_basic.IntNTestCaseMixin',
    methods: words(`
      test_receive test_partial test_send test_lengthLimitExceeded test_longStringNotDelivered
      test_stringReceivedNotImplemented
    `),
  },
  {
    name: 'test_basic.RecvdAttributeMixin',
    methods: words(`
      test_recvdContainsRemainingData test_recvdChanged test_switching test_recvdInLengthLimitExceeded
    `),
    notApplicable: [{ why: '`recvd` is kept by Twisted for old programs only' }],
  },
  {
    name: 'test_basic.Int32Tests',
    methods: words(`
      test_data
    `),
  },
  {
    name: 'test_basic.Int16Tests',
    methods: words(`
      test_data test_tooLongSend
    `),
  },
  {
    name: 'test_basic.Int8Tests',
    methods: words(`
      test_data test_tooLongSend
    `),
  },
  {
    name: 'test_basic.ProducerTests',
    methods: words(`
      test_pauseResume
    `),
  },
  {
    name: 'test_basic.FileSenderTests',
    methods: words(`
      test_interface test_producerRegistered test_transfer test_transferMultipleChunks
      test_transferWithTransform test_abortedTransfer
    `),
  },
  {
    name: 'test_policies.WrapperTests',
    methods: words(`
      test_protocolFactoryAttribute test_transportInterfaces test_factoryLogPrefix
      test_factoryLogPrefixFallback test_protocolLogPrefix test_protocolLogPrefixFallback test_getHost
      test_getPeer test_registerProducer test_unregisterProducer test_stopConsuming
      test_startedConnecting test_clientConnectionLost test_clientConnectionFailed
      test_breakReferenceCycle
    `),
    notApplicable: [{ why: 'wrapping factories are not simulated' }],
  },
  {
    name: 'test_policies.ThrottlingTests',
    methods: words(`
      test_limit test_writeSequence test_writeLimit test_readLimit
    `),
    notApplicable: [{ why: 'wrapping factories are not simulated' }],
  },
  {
    name: 'test_policies.TimeoutProtocolTests',
    methods: words(`
      test_cancelTimeout test_cancelTimeoutNoTimeout test_cancelTimeoutAlreadyCalled
      test_cancelTimeoutAlreadyCancelled
    `),
    notApplicable: [{ why: 'wrapping factories are not simulated; `TimeoutMixin` is' }],
  },
  {
    name: 'test_policies.TimeoutFactoryTests',
    methods: words(`
      test_timeout test_sendAvoidsTimeout test_receiveAvoidsTimeout
    `),
    notApplicable: [{ why: 'wrapping factories are not simulated; `TimeoutMixin` is' }],
  },
  {
    name: 'test_policies.TimeoutMixinTests',
    methods: words(`
      test_overriddenCallLater test_timeout test_noTimeout test_resetTimeout test_cancelTimeout
      test_setTimeoutReturn test_setTimeoutCancleAlreadyCancelled
    `),
  },
  {
    name: 'test_policies.LimitTotalConnectionsFactoryTests',
    methods: words(`
      testConnectionCounting testConnectionLimiting
    `),
    notApplicable: [{ why: 'wrapping factories are not simulated' }],
  },
  {
    name: 'test_policies.LoggingFactoryTests',
    methods: words(`
      test_thingsGetLogged test_counter test_loggingFactoryOpensLogfileAutomatically
    `),
    notApplicable: [{ why: 'wrapping factories and log files are not simulated' }],
  },
  {
    name: 'test_internet.ThreePhaseEventTests',
    methods: words(`
      test_addInvalidPhase test_addBeforeTrigger test_addDuringTrigger test_addAfterTrigger
      test_removeTrigger test_removeNonexistentTrigger test_removeRemovedTrigger
      test_removeAlmostValidTrigger test_fireEvent test_asynchronousBefore test_beforeTriggerException
      test_duringTriggerException test_synchronousRemoveAlreadyExecutedBefore
      test_synchronousRemovePendingBefore test_synchronousBeforeRemovesDuring
      test_asynchronousBeforeRemovesDuring test_synchronousBeforeRemovesConspicuouslySimilarDuring
      test_synchronousRemovePendingDuring test_triggersRunOnce test_finishedBeforeTriggersCleared
    `),
  },
  {
    name: 'test_internet.SystemEventTests',
    methods: words(`
      test_beforePhase test_duringPhase test_afterPhase test_unknownPhase test_beforePreceedsDuring
      test_duringPreceedsAfter test_beforeReturnsDeferred test_multipleBeforeReturnDeferred
      test_subsequentBeforeTriggerFiresPriorBeforeDeferred test_removeSystemEventTrigger
      test_removeNonExistentSystemEventTrigger test_interactionBetweenDifferentEvents
    `),
  },
  {
    name: 'test_internet.TimeTests',
    methods: words(`
      test_seconds test_callLaterUsesReactorSecondsInDelayedCall
      test_callLaterUsesReactorSecondsAsDelayedCallSecondsFactory test_callLater test_callLaterReset
      test_cancelDelayedCall test_cancelCancelledDelayedCall test_cancelCalledDelayedCallSynchronous
      test_cancelCalledDelayedCallAsynchronous testCallLaterTime testDelayedCallStringification
      testDelayedCallSecondsOverride
    `),
    notApplicable: [
      { why: '`repr` of Python functions', methods: words('testDelayedCallStringification') },
      {
        why: 'a DelayedCall here asks its owner for the time',
        methods: words('testDelayedCallSecondsOverride'),
      },
    ],
  },
  {
    name: 'test_internet.CallFromThreadStopsAndWakeUpTests',
    methods: words(`
      testWakeUp testCallFromThreadStops
    `),
  },
  {
    name: 'test_internet.DelayedTests',
    methods: words(`
      testGetDelayedCalls test_active
    `),
  },
  {
    name: 'test_internet.ResolveTests',
    methods: words(`
      testChildResolve
    `),
    notApplicable: [{ why: 'no DNS, no processes' }],
  },
  {
    name: 'test_internet.CallFromThreadTests',
    methods: words(`
      test_lotsOfThreadsAreScheduledCorrectly test_threadsAreRunInScheduledOrder
      test_scheduledThreadsNotRunUntilReactorRuns
    `),
  },
  {
    name: 'test_internet.ProtocolTests',
    methods: words(`
      testFactory
    `),
  },
  {
    name: 'test_internet.ProducerTests',
    methods: words(`
      test_doubleProducer test_unconnectedFileDescriptor test_dontPausePullConsumerOnWrite
      test_dontPausePullConsumerOnWriteSequence test_reentrantStreamingProducerUsingWrite
      test_reentrantStreamingProducerUsingWriteSequence
    `),
  },
  {
    name: 'test_internet.PortStringificationTests',
    methods: words(`
      testTCP testUDP testSSL
    `),
    notApplicable: [{ why: '`repr` of ports' }],
  },
  {
    name: 'test_internet.ConnectorReprTests',
    methods: words(`
      test_tcp_repr
    `),
    notApplicable: [{ why: 'no outgoing connections' }],
  },
  {
    name: 'internet.test_base.ThreadedResolverTests',
    methods: words(`
      test_success test_failure test_timeout test_resolverGivenStr
    `),
    notApplicable: [{ why: 'no DNS' }],
  },
  {
    name: 'internet.test_base.DelayedCallMixin',
    methods: words(`
      test_str test_repr test_lt test_le test_gt test_ge test_eq test_ne
    `),
    notApplicable: [
      {
        why: 'JavaScript has no operators for classes; the order of calls is tested in `test_task.ClockTests` and by the traces',
      },
    ],
  },
  {
    name: 'internet.test_base.DelayedCallNoDebugTests',
    methods: words(`
      test_str
    `),
    notApplicable: [{ why: '`repr` of Python functions' }],
  },
  {
    name: 'internet.test_base.DelayedCallDebugTests',
    methods: words(`
      test_str
    `),
    notApplicable: [{ why: '`repr` of Python functions' }],
  },
  {
    name: 'internet.test_base.ReactorBaseSignalTests',
    methods: words(`
      test_exitSignalDefaultsToNone test_captureSIGINT test_captureSIGTERM test_captureSIGBREAK
    `),
    notApplicable: [{ why: 'no signals' }],
  },
  {
    name: 'test_posixbase.PosixReactorBaseTests',
    methods: words(`
      test_wakerIsInternalReader test_removeAllSkipsInternalReaders
      test_removeAllReturnsRemovedDescriptors
    `),
  },
  {
    name: 'test_posixbase.TCPPortTests',
    methods: words(`
      test_connectionLostFailed
    `),
    notApplicable: [{ why: '`stopListening` is not simulated' }],
  },
  {
    name: 'test_posixbase.IterationTimeoutTests',
    methods: words(`
      test_noCalls test_delayedCall test_timePasses test_multipleDelayedCalls test_resetDelayedCall
      test_delayDelayedCall test_cancelDelayedCall
    `),
  },
  {
    name: 'test_posixbase.ConnectedDatagramPortTests',
    methods: words(`
      test_connectionFailedDoesntCallLoseConnection test_connectionFailedCallsStopListening
    `),
    notApplicable: [{ why: 'no datagrams' }],
  },
  {
    name: 'test_posixbase.WakerTests',
    methods: words(`
      test_noWakerConstructionWarnings
    `),
    notApplicable: [{ why: "Python's warnings are not simulated" }],
  },
  {
    name: 'internet.test_core.SystemEventTestsBuilder',
    methods: words(`
      test_stopWhenNotStarted test_stopWhenAlreadyStopped test_callWhenRunningOrder
      test_runningForStartupEvents test_signalHandlersInstalledDuringStartup test_stopShutDownEvents
      test_shutdownFiresTriggersAsynchronously test_shutdownDisconnectsCleanly test_multipleRun
      test_runWithAsynchronousBeforeStartupTrigger test_iterate test_crash test_runAfterCrash
      test_runAfterStop
    `),
    notApplicable: [
      { why: 'no signals', methods: words('test_signalHandlersInstalledDuringStartup') },
    ],
  },
  {
    name: 'internet.test_time.TimeTestsBuilder',
    methods: words(`
      test_delayedCallStopsReactor test_distantDelayedCall
    `),
  },
  {
    name: 'internet.test_time.GlibTimeTestsBuilder',
    methods: words(`
      test_timeout_add
    `),
    notApplicable: [{ why: 'another reactor' }],
  },
  {
    name: 'test_fdset.ReactorFDSetTestsBuilder',
    methods: words(`
      test_addReader test_removeReader test_addWriter test_getReaders test_removeWriter
      test_getWriters test_removeAll test_removedFromReactor test_negativeOneFileDescriptor
      test_lostFileDescriptor test_connectionLostOnShutdown
    `),
    notApplicable: [
      {
        why: 'descriptors of the simulated kernel do not go away by themselves',
        methods: words('test_negativeOneFileDescriptor test_lostFileDescriptor'),
      },
    ],
  },
  {
    name: 'test_epollreactor.ContinuousPollingTests',
    methods: words(`
      test_addReader test_addWriter test_removeReader test_removeWriter test_removeUnknown
      test_multipleReadersAndWriters test_readerPolling test_writerPolling test_connectionLostOnRead
      test_connectionLostOnWrite test_removeAll test_getReaders test_getWriters
    `),
    notApplicable: [{ why: 'no regular files: they are what epoll refuses' }],
  },
  {
    name: 'internet.test_threads.ThreadTestsBuilder',
    methods: words(`
      test_getThreadPool test_suggestThreadPoolSize test_delayedCallFromThread test_callFromThread
      test_stopThreadPool test_stopThreadPoolWhenStartedAfterReactorRan
      test_cleanUpThreadPoolEvenBeforeReactorIsRun test_isInIOThread test_isNotInIOThread
      test_threadPoolCurrentThreadDeprecated
    `),
    notApplicable: [
      { why: 'a deprecated attribute', methods: words('test_threadPoolCurrentThreadDeprecated') },
    ],
  },
  {
    name: 'test_threads.ReactorThreadsTests',
    methods: words(`
      test_suggestThreadPoolSize test_callInThread test_callFromThread test_wakerOverflow
      test_blockingCallFromThread test_asyncBlockingCallFromThread test_errorBlockingCallFromThread
      test_asyncErrorBlockingCallFromThread
    `),
  },
  {
    name: 'test_threads.DeferredResultTests',
    methods: words(`
      test_callMultiple test_deferredResult test_deferredFailure test_deferredFailureAfterSuccess
    `),
  },
  {
    name: 'test_threads.DeferToThreadPoolTests',
    methods: words(`
      test_deferredResult test_deferredFailure
    `),
  },
  {
    name: 'test_threads.StartupBehaviorTests',
    methods: words(`
      testCallBeforeStartupUnexecuted
    `),
  },
  {
    name: 'test_threadpool.ThreadPoolTests',
    methods: words(`
      test_attributes test_start test_adjustingWhenPoolStopped test_threadCreationArguments
      test_threadCreationArgumentsCallInThreadWithCallback test_persistence test_callInThread
      test_callInThreadException test_callInThreadWithCallback
      test_callInThreadWithCallbackExceptionInCallback
      test_callInThreadWithCallbackExceptionInOnResult test_callbackThread test_callbackContext
      test_existingWork test_workerStateTransition
    `),
    notApplicable: [
      {
        why: 'reference counts of CPython',
        methods: words(
          'test_threadCreationArguments test_threadCreationArgumentsCallInThreadWithCallback',
        ),
      },
      { why: 'pickling', methods: words('test_persistence') },
      { why: '`twisted.python.context`', methods: words('test_callbackContext') },
    ],
  },
  {
    name: 'test_threadpool.RaceConditionTests',
    methods: words(`
      test_synchronization
    `),
  },
  {
    name: 'test_threadpool.MemoryBackedTests',
    methods: words(`
      test_workBeforeStarting test_tooMuchWorkBeforeStarting
    `),
  },
  {
    name: 'test_team.TeamTests',
    methods: words(`
      test_doDoesWorkInWorker test_initialStatistics test_growCreatesIdleWorkers test_growCreateLimit
      test_shrinkQuitsWorkers test_shrinkToZero test_moreWorkWhenNoWorkersAvailable
      test_exceptionInTask test_quit test_quitQuits test_quitQuitsLaterWhenBusy
      test_quitConcurrentWithWorkHappening test_shrinkWhenBusy
    `),
  },
  {
    name: 'test_threadworker.ThreadWorkerTests',
    methods: words(`
      test_startsThreadAndPerformsWork test_quitPreventsFutureCalls
    `),
  },
  {
    name: 'test_threadworker.LockWorkerTests',
    methods: words(`
      test_fakeDeadlock test_fakeDoubleRelease test_doExecutesImmediatelyWithLock
      test_doUnwindsReentrancy test_quit test_quitWhileWorking test_quitWhileGettingLock
    `),
    notApplicable: [
      {
        why: "tests of the test's own lock",
        methods: words('test_fakeDeadlock test_fakeDoubleRelease'),
      },
      {
        why: 'simulated threads give way at their requests only: nothing can come in between',
        methods: words('test_quitWhileGettingLock'),
      },
    ],
  },
  {
    name: 'test_memory.MemoryWorkerTests',
    methods: words(`
      test_createWorkerAndPerform test_quitQuits test_performWhenNothingToDoYet
    `),
  },
  {
    name: 'test_convenience.QuitTests',
    methods: words(`
      test_isInitiallySet test_setSetsSet test_checkDoesNothing test_checkAfterSetRaises
      test_setTwiceRaises
    `),
  },
  {
    name: 'test_adbapi.ADBAPITestBase',
    methods: words(`
      test_pool
    `),
  },
  {
    name: 'test_adbapi.ReconnectTestBase',
    methods: words(`
      test_pool
    `),
  },
  {
    name: 'test_adbapi.ConnectionTests',
    methods: words(`
      test_rollbackErrorLogged
    `),
  },
  {
    name: 'test_adbapi.TransactionTests',
    methods: words(`
      test_reopenLogErrorIfReconnect
    `),
  },
  {
    name: 'test_adbapi.ConnectionPoolTests',
    methods: words(`
      test_runWithConnectionRaiseOriginalError test_closeLogError
      test_runWithInteractionRaiseOriginalError test_unstartedClose test_startedClose
    `),
  },
  {
    name: 'test_tcp.ListeningTests',
    methods: words(`
      test_listen testStopListening testNumberedInterface testPortRepr test_serverRepr
      test_restartListening test_exceptInStop test_restartAfterExcept test_directConnectionLostCall
      test_exceptInConnectionLostCall
    `),
    notApplicable: [
      {
        why: '`stopListening` is not simulated',
        methods: words(
          'testStopListening test_restartListening test_exceptInStop test_restartAfterExcept',
        ),
      },
      { why: '`repr` of ports', methods: words('testPortRepr test_serverRepr') },
      { why: 'one network interface', methods: words('testNumberedInterface') },
    ],
  },
  {
    name: 'test_tcp.LoopbackTests',
    methods: words(`
      test_closePortInProtocolFactory test_tcpNoDelay test_tcpKeepAlive testFailing
      test_connectionRefusedErrorNumber test_connectByServiceFail test_connectByService
    `),
    notApplicable: [
      {
        why: 'no outgoing connections: clients are part of the simulated world',
        methods: words(`
          test_closePortInProtocolFactory testFailing test_connectionRefusedErrorNumber
          test_connectByServiceFail test_connectByService
        `),
      },
    ],
  },
  {
    name: 'test_tcp.FactoryTests',
    methods: words(`
      test_serverStartStop test_clientStartStop
    `),
    notApplicable: [{ why: 'no outgoing connections', methods: words('test_clientStartStop') }],
  },
  {
    name: 'test_tcp.CannotBindTests',
    methods: words(`
      test_cannotBind test_clientBind
    `),
    notApplicable: [{ why: 'one server per run' }],
  },
  {
    name: 'test_tcp.LocalRemoteAddressTests',
    methods: words(`
      test_hostAddress
    `),
    notApplicable: [{ why: 'no outgoing connections' }],
  },
  {
    name: 'test_tcp.WriteDataTests',
    methods: words(`
      test_writer test_writeAfterShutdownWithoutReading
    `),
  },
  {
    name: 'test_tcp.ProperlyCloseFilesMixin',
    methods: words(`
      test_properlyCloseFiles
    `),
    notApplicable: [{ why: 'sockets of the operating system' }],
  },
  {
    name: 'test_tcp.AddressTests',
    methods: words(`
      test_buildProtocolClient
    `),
    notApplicable: [{ why: 'no outgoing connections' }],
  },
  {
    name: 'test_tcp.LargeBufferTests',
    methods: words(`
      testWriter
    `),
  },
  {
    name: 'test_tcp.HalfCloseTests',
    methods: words(`
      testCloseWriteCloser testWriteCloseNotification
    `),
  },
  {
    name: 'test_tcp.HalfCloseNoNotificationAndShutdownExceptionTests',
    methods: words(`
      testNoNotification testShutdownException
    `),
  },
  {
    name: 'test_tcp.HalfCloseBuggyApplicationTests',
    methods: words(`
      test_readNotificationRaises test_writeNotificationRaises
    `),
  },
  {
    name: 'test_tcp.LogTests',
    methods: words(`
      test_logstrClientSetup
    `),
    notApplicable: [{ why: 'log prefixes' }],
  },
  {
    name: 'test_tcp.PauseProducingTests',
    methods: words(`
      test_pauseProducingInConnectionMade
    `),
  },
  {
    name: 'test_tcp.CallBackOrderTests',
    methods: words(`
      test_loseOrder
    `),
    notApplicable: [{ why: 'no outgoing connections' }],
  },
  {
    name: 'internet.test_tcp.FakeSocketTests',
    methods: words(`
      test_blocking test_recv test_send
    `),
    notApplicable: [{ why: "tests of the test's own socket" }],
  },
  {
    name: 'internet.test_tcp.TCPServerTests',
    methods: words(`
      test_writeAfterDisconnect test_writeAfterDisconnectAfterTLS test_writeSequenceAfterDisconnect
      test_writeSequenceAfterDisconnectAfterTLS
    `),
    notApplicable: [
      {
        why: 'no TLS',
        methods: words(
          'test_writeAfterDisconnectAfterTLS test_writeSequenceAfterDisconnectAfterTLS',
        ),
      },
    ],
  },
  {
    name: 'internet.test_tcp.TCPConnectionTests',
    methods: words(`
      test_doReadWarningIsRaised test_noTLSBeforeStartTLS test_tlsAfterStartTLS
    `),
    notApplicable: [
      { why: "Python's warnings are not simulated", methods: words('test_doReadWarningIsRaised') },
      { why: 'no TLS', methods: words('test_noTLSBeforeStartTLS test_tlsAfterStartTLS') },
    ],
  },
  {
    name: 'internet.test_tcp.TCPClientTestsBase',
    methods: words(`
      test_buildProtocolReturnsNone test_addresses test_badContext
    `),
    notApplicable: [{ why: 'no outgoing connections' }],
  },
  {
    name: 'internet.test_tcp.TCPConnectorTestsBuilder',
    methods: words(`
      test_connectorIdentity test_userFail test_reconnect
    `),
    notApplicable: [{ why: 'no outgoing connections' }],
  },
  {
    name: 'internet.test_tcp.ExhaustsFileDescriptorsTests',
    methods: words(`
      test_providesInterface test_count test_exhaustTriggersEMFILE test_exhaustRaisesOSError
      test_release test_fileDescriptorsReleasedOnFailure test_releaseIgnoresEBADF
      test_releaseRaisesOSError
    `),
    notApplicable: [{ why: "a helper of Twisted's tests" }],
  },
  {
    name: 'internet.test_tcp.AssertPeerClosedOnEMFILETests',
    methods: words(`
      test_nullExhausterProvidesInterface test_reactorStoppedOnSuccessfulConnection
    `),
    notApplicable: [{ why: "a helper of Twisted's tests" }],
  },
  {
    name: 'internet.test_tcp.StreamTransportTestsMixin',
    methods: words(`
      test_startedListeningLogMessage test_connectionLostLogMsg test_closePeerOnEMFILE
    `),
    notApplicable: [
      {
        why: 'log messages other than errors',
        methods: words('test_startedListeningLogMessage test_connectionLostLogMsg'),
      },
      { why: 'descriptors do not run out', methods: words('test_closePeerOnEMFILE') },
    ],
  },
  {
    name: 'internet.test_tcp.TCPPortTestsMixin',
    methods: words(`
      test_portGetHostOnIPv4 test_portGetHostOnIPv6 test_portGetHostOnIPv6ScopeID
      test_buildProtocolIPv4Address test_buildProtocolIPv6Address test_buildProtocolIPv6AddressScopeID
      test_serverGetHostOnIPv4 test_serverGetHostOnIPv6 test_serverGetHostOnIPv6ScopeID
      test_serverGetPeerOnIPv4 test_serverGetPeerOnIPv6 test_serverGetPeerOnIPv6ScopeID
    `),
    notApplicable: [
      {
        why: 'IPv4 only',
        methods: words(
          'test_portGetHostOnIPv6 test_portGetHostOnIPv6ScopeID test_buildProtocolIPv6Address test_buildProtocolIPv6AddressScopeID test_serverGetHostOnIPv6 test_serverGetHostOnIPv6ScopeID test_serverGetPeerOnIPv6 test_serverGetPeerOnIPv6ScopeID',
        ),
      },
    ],
  },
  {
    name: 'internet.test_tcp.TCPConnectionTestsBuilder',
    methods: words(`
      test_stopStartReading test_resumeProducing test_resumeProducingWhileDisconnecting
      test_resumeProducingWhileDisconnected test_connectionLostAfterPausedTransport
      test_doubleHalfClose
    `),
  },
  {
    name: 'internet.test_tcp.WriteSequenceTestsMixin',
    methods: words(`
      test_writeSequeceWithoutWrite test_writeSequenceWithUnicodeRaisesException
      test_streamingProducer test_nonStreamingProducer
    `),
  },
  {
    name: 'internet.test_tcp.TCPTransportServerAddressTestMixin',
    methods: words(`
      test_serverAddressTCP4 test_serverAddressTCP6
    `),
    notApplicable: [{ why: 'log prefixes' }],
  },
  {
    name: 'internet.test_tcp.AbortConnectionMixin',
    methods: words(`
      test_dataReceivedAbort test_clientAbortsConnectionTwice
      test_clientAbortsConnectionThenLosesConnection test_serverAbortsConnectionTwice
      test_serverAbortsConnectionThenLosesConnection test_resumeProducingAbort
      test_resumeProducingAbortLater test_fullWriteBuffer test_fullWriteBufferAfterByteExchange
      test_dataReceivedThrows test_resumeProducingThrows
    `),
    notApplicable: [
      {
        why: 'no outgoing connections',
        methods: words(
          'test_clientAbortsConnectionTwice test_clientAbortsConnectionThenLosesConnection',
        ),
      },
    ],
  },
  {
    name: 'internet.test_tcp.SimpleUtilityTests',
    methods: words(`
      test_resolveNumericHost test_resolveNumericService test_resolveIPv6
    `),
    notApplicable: [{ why: 'no DNS, IPv4 only' }],
  },
  {
    name: 'internet.test_tcp.BuffersLogsTests',
    methods: words(`
      test_buffersInBlock test_flushesOnExit test_flushesOnExitWithException
    `),
    notApplicable: [{ why: 'log buffers' }],
  },
  {
    name: 'internet.test_tcp.FileDescriptorReservationTests',
    methods: words(`
      test_providesInterface test_reserveOpensFileOnce test_reserveEMFILELogged
      test_reserveRaisesNonEMFILEExceptions test_available test_enterFailsWithoutFile
      test_enterClosesFileExitOpensFile test_exitOpensFileOnException
      test_exitSuppressesReservationException
    `),
    notApplicable: [{ why: 'descriptors do not run out' }],
  },
  {
    name: 'internet.test_tcp.NullFileDescriptorReservationTests',
    methods: words(`
      test_providesInterface test_available test_contextManager
    `),
    notApplicable: [{ why: 'descriptors do not run out' }],
  },
];
